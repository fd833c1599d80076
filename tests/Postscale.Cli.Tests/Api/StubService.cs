using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>A service that answers each request in turn as it is told; the last answer repeats.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    public StubService(params (int Status, string Json)[] answers)
    {
        Url = $"http://127.0.0.1:{FreePort.Next()}";
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _serving = ServeAsync(answers);
    }

    public string Url { get; }

    /// <summary>Method and path of each request so far.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync((int Status, string Json)[] answers)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var (status, json) = answers[Math.Min(_requests.Count, answers.Length - 1)];
                _requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: true);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
