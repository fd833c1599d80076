using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>Asks all name servers of a zone at once.</summary>
internal sealed class AuthorityPoll(ResolverOptions options, ServerClient client)
{
    // Two at most: a name server that is down must leave time for falling back.
    private const int MaxAttempts = 2;

    public async ValueTask<AuthorityReply[]> AskAsync(
        ZoneServers zone,
        DnsName name,
        RecordType type,
        LookupClock clock,
        CancellationToken cancellationToken) =>
        await Task.WhenAll(zone.Servers.Select(s => AskAsync(zone.Zone, s, name, type, clock, cancellationToken))).ConfigureAwait(false);

    private async Task<AuthorityReply> AskAsync(
        DnsName zone,
        NameServer server,
        DnsName name,
        RecordType type,
        LookupClock clock,
        CancellationToken cancellationToken)
    {
        var last = new AuthorityReply(server, null, Failed(DnsFailure.Unreachable, server.Problem ?? "has no address"), null);
        if (server.Endpoints.Count == 0)
        {
            return last;
        }

        // An address that cannot be reached costs nothing, so every address gets its chance; whatever takes time counts.
        var slow = 0;
        var attempts = Math.Max(Math.Min(options.Attempts, MaxAttempts), server.Endpoints.Count);
        for (var attempt = 0; attempt < attempts && slow < MaxAttempts && clock.Remaining > TimeSpan.Zero; attempt++)
        {
            var endpoint = server.Endpoints[attempt % server.Endpoints.Count];
            var reply = await client.AskAsync(endpoint, name, type, clock, options.AttemptTimeout, cancellationToken).ConfigureAwait(false);
            if (reply.IsAnswer)
            {
                var reading = ResponseReader.Read(reply.Message, name, type, options.MaxAliases, fromAuthority: true);
                return new AuthorityReply(server, endpoint.ToString(), WithinZone(reading, zone, name, reply.Message), reply.Message);
            }

            slow += reply.Failure == DnsFailure.Unreachable ? 0 : 1;
            last = new AuthorityReply(server, endpoint.ToString(), Failed(reply.Failure, reply.Problem), null);
        }

        return last;
    }

    /// <summary>Cuts a reading down to what the zone's server can know.</summary>
    private static ResponseReading WithinZone(ResponseReading reading, DnsName zone, DnsName asked, Wire.DnsMessage message)
    {
        if (reading.Kind == ReadingKind.Referral)
        {
            // A referral must lead down, towards the name; one that leads up is from a server that does not hold the zone.
            return ReferredZone(message) is { } lower && lower != zone && lower.IsAtOrUnder(zone) && asked.IsAtOrUnder(lower)
                ? reading
                : Failed(DnsFailure.Refused, "answered with a referral that leads nowhere");
        }

        // RFC 2181 §5.4.1: past an alias out of the zone the server speaks without authority, whatever its AA bit says.
        for (var i = 0; reading.Kind != ReadingKind.Failure && i < reading.Aliases.Count; i++)
        {
            if (!reading.Aliases[i].IsAtOrUnder(zone))
            {
                return new ResponseReading { Kind = ReadingKind.AskOn, Records = [], Aliases = [.. reading.Aliases.Take(i + 1)] };
            }
        }

        return reading;
    }

    /// <summary>The zone that a referral leads to.</summary>
    public static DnsName? ReferredZone(Wire.DnsMessage? message) =>
        message?.Authorities.FirstOrDefault(r => r.Type == RecordType.NS)?.Owner;

    private static ResponseReading Failed(DnsFailure failure, string problem) =>
        new() { Kind = ReadingKind.Failure, Failure = failure, Problem = problem, Records = [], Aliases = [] };
}
