using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;

namespace Postscale.Cli;

/// <summary>A line of <c>audit --json</c>: an entry of the API, with the account's name.</summary>
internal sealed partial record AuditLineJson(
    long Seq, string At, string Account, string? Environment, string Action, string Actor, Guid? KeyId, string? Key, string? RequestId, string? ClientAddress, string ObjectId, string ObjectName,
    IReadOnlyDictionary<string, AuditChange> Changes)
{
    private static readonly AuditLines Lines = new(new JsonSerializerOptions(AuditLines.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(AuditEntry entry) => JsonSerializer.Serialize(
        new AuditLineJson(
            entry.Seq, AuditChanges.Text(entry.At)!, entry.Whose, entry.Environment?.Name(), entry.Action, entry.Actor.Kind.Name(), entry.Actor.KeyId, entry.Actor.KeyHint,
            entry.Actor.RequestId, entry.Actor.Address, entry.ObjectId, entry.ObjectName, entry.Changes),
        Lines.AuditLineJson);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(AuditLineJson))]
    private sealed partial class AuditLines : JsonSerializerContext;
}
