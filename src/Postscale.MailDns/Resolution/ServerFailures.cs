using System.Net;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution;

/// <summary>Collects why servers gave no answer to rely on, and picks the reason that tells most.</summary>
internal sealed class ServerFailures
{
    private readonly List<IPEndPoint> _answered = [];
    private readonly List<IPEndPoint> _silent = [];
    private ServerReading? _worst;

    public bool HasAnswered(IPEndPoint server) => _answered.Contains(server);

    public void AddAnswered(IPEndPoint server, ResponseReading reading, int? extendedError)
    {
        _answered.Add(server);
        Add(server, reading, extendedError);
    }

    public void AddUnanswered(IPEndPoint server, ServerReply reply)
    {
        if (reply.IsSilence && !_silent.Contains(server))
        {
            _silent.Add(server);
        }

        Add(server, new ResponseReading
        {
            Kind = ReadingKind.Failure,
            Failure = reply.Failure,
            Problem = reply.Problem,
            Records = [],
            Aliases = [],
        }, null);
    }

    /// <summary>The reason that tells most.</summary>
    /// <param name="elapsed">How long the look-up took so far.</param>
    public ServerReading Worst(TimeSpan elapsed)
    {
        if (_worst is { } worst && (worst.Reading.Failure != DnsFailure.Timeout || _silent.Count == 0))
        {
            return worst;
        }

        var who = _silent.Count switch
        {
            0 => "any server",
            <= 3 => string.Join(", ", _silent),
            _ => FormattableString.Invariant($"{string.Join(", ", _silent.Take(3))} and {_silent.Count - 3} more"),
        };
        return new ServerReading(
            new ResponseReading
            {
                Kind = ReadingKind.Failure,
                Failure = DnsFailure.Timeout,
                Problem = $"no answer from {who} within {Words.Seconds(elapsed)}",
                Records = [],
                Aliases = [],
            },
            null,
            false,
            null);
    }

    private void Add(IPEndPoint server, ResponseReading reading, int? extendedError)
    {
        if (_worst is { } worst && Weight(worst.Reading.Failure) > Weight(reading.Failure))
        {
            return;
        }

        // Aliases of an answer that is not relied on are not either.
        _worst = new ServerReading(
            reading with { Problem = $"{server} {reading.Problem}", Aliases = [] },
            HasAnswered(server) ? server.ToString() : null,
            false,
            extendedError);
    }

    private static int Weight(DnsFailure failure) => failure switch
    {
        DnsFailure.Bogus => 6,
        DnsFailure.ServerFailure => 5,
        DnsFailure.Refused => 4,
        DnsFailure.Malformed => 3,
        DnsFailure.Timeout => 2,
        _ => 1,
    };
}
