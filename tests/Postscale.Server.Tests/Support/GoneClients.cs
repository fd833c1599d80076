using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Postscale.Server.Tests.Support;

/// <summary>Tells when the service has noticed that the client of a request has left, which it does some time after the client.</summary>
internal sealed class GoneClients : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _subscription;

    public GoneClients(TestService service) => _subscription = service.Services.GetRequiredService<DiagnosticListener>().Subscribe(this);

    /// <summary>Ends when it has noticed that of any request that came since this was made.</summary>
    public Task NoticedAsync() => _noticed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start", Value: HttpContext context })
        {
            context.RequestAborted.Register(() => _noticed.TrySetResult());
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription.Dispose();
}
