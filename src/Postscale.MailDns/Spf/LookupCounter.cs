using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Counts the look-ups for a sender that nothing matches: a record with everything that it includes (RFC 7208 §4.6.4).</summary>
/// <param name="resolver">Where DNS is asked.</param>
/// <param name="origin">The domain of the mailbox.</param>
/// <param name="cap">Where counting stops; bounds depth and questions.</param>
internal sealed class LookupCounter(IDnsResolver resolver, DnsName origin, int cap)
{
    /// <summary>How many times the limit is counted before counting stops.</summary>
    public const int CapFactor = 3;

    private int _count;

    /// <summary>The look-ups; one more than the cap when there are more.</summary>
    public int Count => Math.Min(_count, cap + 1);

    /// <summary>The first record below that cannot be used, as a sentence without its end.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether that is for now only.</summary>
    public bool IsTemporary { get; private set; }

    public async ValueTask CountAsync(DnsName domain, SpfRecord record, CancellationToken cancellationToken)
    {
        foreach (var mechanism in record.Directives.Select(d => d.Mechanism))
        {
            if (mechanism.Kind == SpfMechanismKind.All)
            {
                return;
            }

            if (mechanism.CostsLookup)
            {
                _count++;
            }

            if (mechanism.Kind == SpfMechanismKind.Include)
            {
                await FollowAsync(domain, mechanism.Domain!, cancellationToken).ConfigureAwait(false);
            }
        }

        if (record.Redirect is { } redirect)
        {
            _count++;
            await FollowAsync(domain, redirect.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FollowAsync(DnsName domain, SpfMacroString spec, CancellationToken cancellationToken)
    {
        if (_count > cap || spec.DependsOnSender || WalkNames.Resolve(spec, domain, origin) is not { } name)
        {
            return;
        }

        var read = await SpfRead.ReadAsync(resolver, name, cancellationToken).ConfigureAwait(false);
        if (read.Record is { } record)
        {
            await CountAsync(name, record, cancellationToken).ConfigureAwait(false);
        }
        else if (Problem is null)
        {
            Problem = read.Problem;
            IsTemporary = read.Kind == SpfReadKind.Temporary;
        }
    }
}
