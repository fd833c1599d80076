using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>A customer's server: keeps what it is sent, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _requests = new();
    private readonly SemaphoreSlim _came = new(0);

    private Receiver(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(https => https.ServerCertificateSelector = (_, name) =>
                {
                    ServerNames.Enqueue(name);
                    return certificate;
                });
            }
        }));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>What it answers; 200 unless told otherwise. It is given the request and how many came before.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The names that clients asked for before TLS began.</summary>
    public ConcurrentQueue<string?> ServerNames { get; } = new();

    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<Received> Requests => [.. _requests];

    public static async Task<Receiver> StartAsync(X509Certificate2? certificate = null)
    {
        var receiver = new Receiver(certificate);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = new Uri(new Uri(receiver._app.Urls.Single()), "/hook");
        return receiver;
    }

    /// <summary>Answers each request with the next status, and the last one from there on.</summary>
    public void AnswerWith(params int[] statuses) => Answer = (context, before) =>
    {
        context.Response.StatusCode = statuses[Math.Min(before, statuses.Length - 1)];
        return Task.CompletedTask;
    };

    /// <summary>Ends when so many requests have come, and gives all that came.</summary>
    public async Task<IReadOnlyList<Received>> SeesAsync(int count)
    {
        while (_requests.Count < count)
        {
            Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), $"{_requests.Count} of {count} requests came");
        }

        return Requests;
    }

    public ValueTask DisposeAsync()
    {
        _came.Dispose();
        return _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        int before;
        lock (_requests)
        {
            before = _requests.Count;
            _requests.Enqueue(new Received(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Protocol, headers, body.ToArray()));
        }

        _came.Release();
        await Answer(context, before);
    }
}
