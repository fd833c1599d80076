using Postscale.MailDns.Resolution;

namespace Postscale.Server.Verification;

/// <summary>
/// Keeps the platform's own SPF record for a moment: checks in the background come to it once for each domain that sends, and
/// would ask for the same some thousand times a second. Somebody who waits for a check is never answered out of it.
/// </summary>
/// <param name="inner">Who is asked.</param>
/// <param name="name">The record's name.</param>
/// <param name="time">The clock.</param>
internal sealed class PlatformAnswers(IDnsResolver inner, DnsName name, TimeProvider time) : IDnsResolver
{
    /// <summary>The longest it is kept; its own time to live may be shorter (RFC 1035 §3.2.1).</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private Kept? _kept;

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName question, RecordType type, CancellationToken cancellationToken)
    {
        if (type != RecordType.Txt || question != name)
        {
            return await inner.ResolveAsync(question, type, cancellationToken).ConfigureAwait(false);
        }

        if (_kept is { } kept && time.GetElapsedTime(kept.Since) < kept.For)
        {
            return kept.Answer;
        }

        var since = time.GetTimestamp();
        var answer = await inner.ResolveAsync(question, type, cancellationToken).ConfigureAwait(false);
        if (answer.Records.Count > 0)
        {
            _kept = new Kept(answer, since, TimeSpan.FromSeconds(Math.Min(answer.Records.Min(r => r.Ttl), s_longest.TotalSeconds)));
        }

        return answer;
    }

    private sealed record Kept(DnsAnswer Answer, long Since, TimeSpan For);
}
