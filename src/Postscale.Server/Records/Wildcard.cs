using System.Globalization;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Records;

/// <summary>
/// The wildcard that would answer for a name that has no records of its own. It is asked for by its own name, "*.example.com",
/// which matches nothing but itself (RFC 4592 §2.3).
/// </summary>
internal sealed class Wildcard
{
    /// <summary>How long to wait for it once the answer it is held against is there: it explains, and decides nothing.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.5);

    private readonly DnsName? _name;
    private readonly Task<DnsAnswer>? _asking;

    private Wildcard(DnsName? name, Task<DnsAnswer>? asking) => (_name, _asking) = (name, asking);

    /// <summary>Begins to ask, beside the look-up of the record itself, so that no time is lost.</summary>
    /// <param name="above">The name that the wildcard stands under.</param>
    /// <param name="type">The type of the record.</param>
    /// <param name="dns">Whom to ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Wildcard Ask(DnsName above, RecordType type, IDnsResolver dns, CancellationToken cancellationToken) =>
        above.TryPrepend("*", out var name) ? new Wildcard(name, dns.ResolveAsync(name, type, cancellationToken).AsTask()) : new Wildcard(null, null);

    /// <summary>Whether the wildcard has the very answer.</summary>
    /// <param name="answer">What was answered for the record's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A sentence, or null.</returns>
    public async Task<string?> ExplainAsync(DnsAnswer answer, CancellationToken cancellationToken)
    {
        if (_asking is null || (answer.Records.Count == 0 && answer.Aliases.Count == 0))
        {
            return null;
        }

        try
        {
            var wildcard = await _asking.WaitAsync(s_patience, cancellationToken).ConfigureAwait(false);
            return wildcard.Aliases.SequenceEqual(answer.Aliases) && DataOf(wildcard).SetEquals(DataOf(answer))
                ? $"The wildcard record at {_name} gives this answer for every name that has none of its own; publish the record at {answer.Name} itself"
                : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static HashSet<string> DataOf(DnsAnswer answer) => [.. answer.Records.Select(r => r switch
    {
        TxtRecord text => text.Text,
        MxRecord mx => string.Create(CultureInfo.InvariantCulture, $"{mx.Preference} {mx.Exchange}"),
        NameRecord name => name.Target.Text,
        AddressRecord address => address.Address.ToString(),
        _ => "",
    })];
}
