using System.Security.Cryptography;
using System.Text;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Http;

/// <summary>
/// Answers a POST that was sent before with the same Idempotency-Key as it was answered the first time. The key is taken in the
/// database before the request runs, so that this holds among replicas; answers of the service's own faults are not kept, unless something was changed before them.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, Database database, PostscaleOptions options, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotent-Replayed";

    private const int MaxKeyLength = 255;

    /// <summary>How long a request may run before its key counts as left behind by a dead process.</summary>
    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(60);

    /// <summary>What those hear whose key another request holds.</summary>
    public static readonly ApiError Running = new(ErrorCode.IdempotencyRunning, "the first request with this Idempotency-Key is still running; try again in a moment") { RetryAfter = 1 };
    private static readonly ApiError Reused = new(ErrorCode.IdempotencyReused, "this Idempotency-Key was used for another request; use a new key for each request");

    private enum Begin
    {
        Run,
        Replay,
        Running,
        Reused,
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0 || context.Request.Method != HttpMethods.Post || context.Features.Get<Caller>() is not { } caller)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (header.Count != 1 || header[0] is not { Length: >= 1 and <= MaxKeyLength } key || key.Any(c => c is < '!' or > '~'))
        {
            await new ApiError(ErrorCode.FieldInvalid, $"the Idempotency-Key header takes one key of 1 to {MaxKeyLength} printable ASCII characters without spaces", Header)
                .ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var (octets, error) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        if (error is not null)
        {
            await error.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        context.Features.Set(new ReadBody(octets));
        var fingerprint = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}\n"), .. octets]);
        var (begin, begun, kept) = await database.WriteAsync(
            WriteScope.Account(caller.AccountId), (session, token) => BeginAsync(session, caller, key, fingerprint, token), context.RequestAborted).ConfigureAwait(false);
        switch (begin)
        {
            case Begin.Run:
                await RunAsync(context, new IdempotentRequest(database, caller, key, begun)).ConfigureAwait(false);
                break;
            case Begin.Replay:
                context.Response.Headers[Replayed] = "true";
                if (kept!.Location is not null)
                {
                    context.Response.Headers.Location = kept.Location;
                }

                await JsonAnswer.WriteAsync(context, kept.Status!.Value, kept.Body).ConfigureAwait(false);
                break;
            case Begin.Running:
                await Running.ExecuteAsync(context).ConfigureAwait(false);
                break;
            default:
                await Reused.ExecuteAsync(context).ConfigureAwait(false);
                break;
        }
    }

    private async Task<(Begin Begin, DateTimeOffset Begun, StoredAnswer? Kept)> BeginAsync(DbSession session, Caller caller, string key, byte[] fingerprint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kept = await IdempotencyStore.FindAsync(session, caller, key, cancellationToken).ConfigureAwait(false);
        if (kept is not null && kept.CreatedAt > now - options.IdempotencyLifetime)
        {
            if (!CryptographicOperations.FixedTimeEquals(kept.Fingerprint, fingerprint))
            {
                return (Begin.Reused, now, null);
            }

            if (kept.Status is not null)
            {
                return (Begin.Replay, now, kept);
            }

            if (kept.LockedUntil > now)
            {
                return (Begin.Running, now, null);
            }
        }

        await IdempotencyStore.TakeAsync(session, caller, key, fingerprint, now, now + Lock + options.VerifyTimeout, cancellationToken).ConfigureAwait(false);
        return (Begin.Run, now, null);
    }

    private async Task RunAsync(HttpContext context, IdempotentRequest request)
    {
        context.Features.Set(request);
        var real = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context).ConfigureAwait(false);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            context.Response.Body = real;
            await request.ReleaseAsync().ConfigureAwait(false);
            throw;
        }

        context.Response.Body = real;
        var body = buffer.ToArray();
        var status = context.Response.StatusCode;
        if (!request.IsFinal && (status >= 500 || status == StatusCodes.Status429TooManyRequests))
        {
            await request.ReleaseAsync().ConfigureAwait(false);
        }
        else
        {
            await request.KeepAsync(status, context.Response.Headers.Location.ToString() is { Length: > 0 } location ? location : null, body).ConfigureAwait(false);
        }

        await real.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
