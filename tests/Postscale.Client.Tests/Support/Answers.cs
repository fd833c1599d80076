namespace Postscale.Client.Tests.Support;

/// <summary>Bodies that the service could answer.</summary>
internal static class Answers
{
    public const string Domain = """
        {"id":"d290f1ee-6c54-4b01-90e6-d701748f0851","domain":"example.com","type":"both","verified":false,"ownership_verified":false,"mx_verified":false,"spf_verified":false,
        "dkim_verified":false,"dmarc_verified":false,"catch_all_enabled":true,"active":true,"last_dns_check":null,"verified_at":null,"created_at":"2026-01-18T10:30:00Z","updated_at":"2026-01-18T10:30:00Z"}
        """;

    public const string Deleted = """{"status":"deleted"}""";

    public static string Error(string code, string text = "it cannot be done", string? field = null) =>
        $$"""{"error":"{{text}}","code":"{{code}}"{{(field is null ? "" : $",\"field\":\"{field}\"")}},"request_id":"from-the-body"}""";
}
