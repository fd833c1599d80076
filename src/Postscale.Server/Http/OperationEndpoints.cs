using Microsoft.AspNetCore.Routing;
using Postscale.Server.Observability;
using Postscale.Server.Storage;

namespace Postscale.Server.Http;

/// <summary>What operators ask: does it live, can it serve, what does it count. No key is needed.</summary>
internal sealed class OperationEndpoints(Database database, Metrics metrics)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Load balancers ask with HEAD too.
    private static readonly string[] Methods = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz", Methods, static (HttpContext context) => context.Response.WriteAsync("ok\n")).ExcludeFromDescription();
        routes.MapMethods("/readyz", Methods, ReadyAsync).ExcludeFromDescription();
        routes.MapMethods("/metrics", Methods, MetricsAsync).ExcludeFromDescription();
    }

    /// <summary>Whether the database can be read and written.</summary>
    private async Task ReadyAsync(HttpContext context)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        bound.CancelAfter(Patience);
        try
        {
            await database.ProbeAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageException || (e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            await new ApiError(ErrorCode.NotReady, "the database cannot be reached") { RetryAfter = 2 }.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        await context.Response.WriteAsync("ready\n", context.RequestAborted).ConfigureAwait(false);
    }

    private async Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await metrics.WriteAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
