using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Testing;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>The service in process, with its description fetched and a key to call it with.</summary>
public sealed class DescribedService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public string Text { get; private set; } = "";

    public JsonObject Document { get; private set; } = [];

    public ZoneResolver Dns { get; } = new();

    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    /// <summary>The folder that the solution stands in.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Postscale.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run from within the repository");
            }

            return folder.FullName;
        }
    }

    public static JsonObject ContractExamples { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Postscale.Server.Tests", "Http", "Description", "contract-examples.json")))!.AsObject();

    public async ValueTask InitializeAsync()
    {
        var options = new PostscaleOptions { Listen = new Uri("http://127.0.0.1:0"), Database = $"sqlite:{_folder.File("db")}", LogLevel = LogLevel.None };
        _app = await ServerHost.CreateAsync(options, services => services.AddSingleton<IDnsResolver>(Dns), CancellationToken.None);
        await _app.StartAsync();
        var key = await _app.Services.GetRequiredService<AccountService>().CreateFirstKeyAsync(CancellationToken.None);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Text = await Client.GetStringAsync("/openapi/v1.json");
        Document = JsonNode.Parse(Text)!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Every operation with its path and method.</summary>
    public IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!.AsObject());

    public JsonObject Operation(string id) => Operations().Single(o => (string?)o.Operation["operationId"] == id).Operation;

    public JsonObject Schema(string name) => Document["components"]!["schemas"]![name]!.AsObject();

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
