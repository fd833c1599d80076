using Postscale.Cli.Check.Explaining;

namespace Postscale.Cli.Check.Json;

/// <summary>One MX record that the domain has.</summary>
internal sealed record MxJson(int Preference, string Host, bool IsNull, IReadOnlyList<string> Addresses, string? AliasOf, string? Problem)
{
    /// <summary>The records, best preference first; null where they could not be read.</summary>
    public static IReadOnlyList<MxJson>? Of(MxView? view) => view is { Answer.IsDefinite: true }
        ? [.. view.Hosts.Select(h => new MxJson(h.Record.Preference, h.Host, h.Record.IsNull, [.. h.Addresses.Select(a => a.ToString())], h.AliasOf?.Text, h.Problem))]
        : null;
}
