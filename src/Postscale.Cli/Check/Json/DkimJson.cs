using Postscale.MailDns.Dkim;

namespace Postscale.Cli.Check.Json;

/// <summary>The key at the platform's selector.</summary>
internal sealed record DkimJson(string Name, string Outcome, IReadOnlyList<string> Aliases, string? Algorithm, int? Bits, bool? Testing, string? Problem)
{
    public static DkimJson? Of(DkimKeyResult? key) => key is null ? null : new DkimJson(
        key.Name.Text,
        key.Outcome switch
        {
            DkimKeyOutcome.Found => "found",
            DkimKeyOutcome.Revoked => "revoked",
            DkimKeyOutcome.NotFound => "none",
            DkimKeyOutcome.Several => "multiple",
            DkimKeyOutcome.Unusable => "invalid",
            _ => "unreadable",
        },
        [.. key.Aliases.Select(a => a.Text)],
        key.Record is { IsRevoked: false } record ? record.Algorithm == DkimKeyAlgorithm.Rsa ? "rsa" : "ed25519" : null,
        key.Record is { IsRevoked: false } ? key.Record.KeyBits : null,
        key.Record?.IsTesting,
        key.Reason);
}
