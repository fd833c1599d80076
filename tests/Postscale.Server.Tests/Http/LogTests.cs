using Microsoft.Extensions.Logging;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class LogTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(new PostscaleOptions { RateLimit = 40, LogLevel = LogLevel.Trace });

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task No_line_holds_a_key_whatever_is_done_with_it()
    {
        var client = await _service.ClientAsync();
        var readOnly = await _service.ClientAsync(client.Account, readOnly: true);
        var mistyped = client.Key[..^1] + (client.Key[^1] == 'a' ? 'b' : 'a');
        var unknown = Accounts.KeyTexts.Unknown();
        await client.CreateAsync("log.example");
        using (_service.Gate.Close(_ => throw new InvalidOperationException("a fault on purpose")))
        {
            (await client.PostAsync("/v1/domains/log.example/verify")).IsError(500, "internal_error");
        }

        foreach (var key in (string[])[client.Key, readOnly.Key, mistyped, unknown])
        {
            await _service.WithKey(key).PostAsync("/v1/domains", "{}");
            await _service.WithKey(key).GetAsync("/v1/domains/none.example", ("Idempotency-Key", "x"));
            await _service.Nobody.GetAsync("/v1/domains", ("Authorization", $"Basic {key}"), ("X-Request-ID", "kept"));
        }

        for (var i = 0; i < 41; i++)
        {
            await readOnly.GetAsync("/v1/domains");
        }

        Assert.Contains(_service.Log.Lines, l => l.Text.Contains(" 429 ", StringComparison.Ordinal));
        Assert.Contains(_service.Log.Lines, l => l.Everything.Contains("a fault on purpose", StringComparison.Ordinal));
        foreach (var key in (string[])[client.Key, readOnly.Key, mistyped, unknown])
        {
            // Not a part of it either.
            Assert.All(_service.Log.Lines, l => Assert.DoesNotContain(key[8..24], l.Everything, StringComparison.Ordinal));
            Assert.All(_service.Log.Lines, l => Assert.DoesNotContain(key[20..36], l.Everything, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_line_of_a_request_carries_its_id()
    {
        var client = await _service.ClientAsync();
        await client.PostAsync("/v1/domains", """{"domain":"log.example"}""", ("X-Request-ID", "create-1"));
        await client.GetAsync("/v1/domains", ("X-Request-ID", "list-1"));
        await _service.Nobody.GetAsync("/nothing", ("X-Request-ID", "nothing-1"));
        await _service.PublishAsync(client, "log.example");
        await client.PostAsync("/v1/domains/log.example/verify", null, ("X-Request-ID", "verify-1"));

        IsLine("create-1", "POST /v1/domains 201 in ");
        IsLine("list-1", "GET /v1/domains 200 in ");
        IsLine("nothing-1", "GET unknown 404 in ");
        IsLine("verify-1", "POST /v1/domains/{id}/verify 200 in ");
        IsLine("verify-1", " verified: True");

        void IsLine(string id, string text) => Assert.Contains(_service.Log.Lines, l => l.RequestId == id && l.Text.Contains(text, StringComparison.Ordinal));
    }
}
