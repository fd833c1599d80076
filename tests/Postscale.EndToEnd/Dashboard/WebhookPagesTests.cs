using System.Net;
using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using Postscale.Testing;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Webhooks, and what was sent to them.</summary>
public sealed class WebhookPagesTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task A_webhook_is_made_tested_changed_rotated_and_removed_and_its_deliveries_sent_again()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-hook", options: ["--webhook-allow-private", "true", "--webhook-allow-http", "true"]);
        using var receiver = new Receiver();
        await stage.SignInAsync(hash: "#/webhooks");
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "No webhooks yet" })).ToBeVisibleAsync();
        await stage.Button("Add webhook").First.ClickAsync();
        var dialog = stage.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("URL").FillAsync("ftp://nowhere");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add webhook" }).ClickAsync();
        await Expect(dialog.Locator("[data-field=url] .field-error")).Not.ToBeEmptyAsync();
        await dialog.GetByLabel("URL").FillAsync(receiver.Url);
        await dialog.GetByLabel("Description").FillAsync("Mail team");
        await stage.IsAccessibleAsync("the form of a webhook");
        await stage.PictureAsync("webhook-add");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add webhook" }).ClickAsync();
        await Expect(dialog.Locator(".secret code")).ToContainTextAsync("whsec_");
        await stage.IsAccessibleAsync("a secret");
        await stage.PictureAsync("secret");
        await stage.Button("I have kept it").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        await stage.Button("Send a test").ClickAsync();
        await Expect(stage.Page.GetByText("The test was delivered.")).ToBeVisibleAsync();
        await stage.Service.Client().CreateAsync("dash-hook.example");
        await Faults.Wait.UntilAsync(() => receiver.Count == 2, "the event has come");
        var rows = stage.Page.Locator(".deliveries tbody tr");
        await Faults.Wait.UntilAsync(async () =>
        {
            await stage.Button("Refresh").ClickAsync();
            return await rows.Locator(".badge-good").CountAsync() == 1;
        }, "the delivery is there");
        await Expect(rows).ToContainTextAsync("domain.created");
        await stage.PictureAsync("webhook");
        await stage.Button("Send again").ClickAsync();
        await Faults.Wait.UntilAsync(() => receiver.Count == 3, "it has come again");

        await stage.Button("Change").ClickAsync();
        await dialog.GetByLabel("domain.verified").CheckAsync();
        await dialog.GetByLabel("Active").UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(stage.Page.Locator(".status-panel .badge")).ToHaveTextAsync("Off");
        await Expect(stage.Page.Locator(".facts")).ToContainTextAsync("domain.verified");
        await stage.Button("Rotate secret").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate secret" }).ClickAsync();
        await Expect(dialog.Locator(".secret code")).ToContainTextAsync("whsec_");
        // It is not put away by accident.
        await stage.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(1);
        await stage.Button("I have kept it").ClickAsync();
        await stage.Button("Remove").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove webhook" }).ClickAsync();
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "No webhooks yet" })).ToBeVisibleAsync();
    }

    /// <summary>Takes all that comes.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _http = new();
        private int _count;

        public Receiver()
        {
            Url = $"http://127.0.0.1:{FreePort.Next(IPAddress.Loopback)}/";
            _http.Prefixes.Add(Url);
            _http.Start();
            _ = AnswerAsync();
        }

        public string Url { get; }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _http.Close();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _http.GetContextAsync();
                    Interlocked.Increment(ref _count);
                    context.Response.StatusCode = 200;
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // It is over.
            }
        }
    }
}
