using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks one question of several servers in turn, until one gives an answer to rely on. Starts with the one that answered last.
/// </summary>
internal sealed class ServerRing(ResolverOptions options, ServerClient client)
{
    private readonly string[] _names = [.. options.Servers.Select(s => s.ToString())];
    private int _preferred;

    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<ServerReading> AskAsync(DnsName name, RecordType type, LookupClock clock, CancellationToken cancellationToken)
    {
        var servers = options.Servers;
        var start = Volatile.Read(ref _preferred);
        ServerFailures? failures = null;
        for (var attempt = 0; attempt < options.Attempts && clock.Remaining > TimeSpan.Zero; attempt++)
        {
            var index = (start + attempt) % servers.Count;
            var server = servers[index];

            // A server that answered, however badly, has said what it has to say.
            if (failures?.HasAnswered(server) == true)
            {
                continue;
            }

            var timeout = options.AttemptTimeout * (1 << Math.Min(attempt / servers.Count, 8));
            var reply = await client.AskAsync(server, name, type, clock, timeout, cancellationToken).ConfigureAwait(false);
            if (!reply.IsAnswer)
            {
                (failures ??= new()).AddUnanswered(server, reply);
                continue;
            }

            var reading = ResponseReader.Read(reply.Message, name, type, options.MaxAliases);
            if (reading.Kind is ReadingKind.Failure or ReadingKind.Referral && reading.Failure != DnsFailure.AliasLoop)
            {
                (failures ??= new()).AddAnswered(server, reading, reply.Message.ExtendedError);
                continue;
            }

            if (index != start)
            {
                Volatile.Write(ref _preferred, index);
            }

            return new ServerReading(reading, _names[index], reply.Message.Header.IsAuthenticated, reply.Message.ExtendedError);
        }

        return (failures ?? new()).Worst(clock.Elapsed);
    }
}
