using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>What a check found of one record.</summary>
[Description("What a check found of one record.")]
internal sealed record RecordCheckJson
{
    [Description("Which record.")]
    [AllowedValues("ownership", "mx", "spf", "dkim", "dmarc", "return_path")]
    public required string Record { get; init; }

    [Description("Whether it holds, is missing, is there and does not work, or could not be read, in which case its last result stands.")]
    [AllowedValues("holds", "missing", "invalid", "unreadable")]
    public required string Outcome { get; init; }

    [Description("Why it does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [Description("What DNS answered.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Found { get; init; }

    [Description("What holds and should be changed all the same.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    [Description("What to change.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }

    [Description("The servers that answered, as addresses and ports.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? NameServers { get; init; }

    [Description("Whether the resolver says that it validated every answer with DNSSEC.")]
    public required bool Authenticated { get; init; }

    [Description("The first extended DNS error (RFC 8914) among the answers.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExtendedError { get; init; }

    [Description("How long the look took, in milliseconds.")]
    public required long DurationMs { get; init; }

    public static IReadOnlyList<RecordCheckJson> Of(IEnumerable<StoredFinding> findings, DomainType type) =>
        [.. findings.Where(f => RecordKinds.All.Any(k => k.Name == f.Kind && k.IsIssuedFor(type))).Select(Of)];

    private static RecordCheckJson Of(StoredFinding finding) => new()
    {
        Record = finding.Kind,
        Outcome = finding.Verdict.Name(),
        Error = finding.Error,
        Found = NullIfEmpty(finding.Found),
        Warnings = NullIfEmpty(finding.Warnings),
        Hint = finding.Hint,
        NameServers = NullIfEmpty(finding.Servers),
        Authenticated = finding.Authenticated,
        ExtendedError = finding.ExtendedError,
        DurationMs = finding.DurationMs,
    };

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? texts) => texts is { Count: > 0 } ? texts : null;
}
