using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Publishing;

/// <summary>
/// Follows what Cloudflare documents of version 4 of its API, as far as zones and DNS records go: paths, the envelope of answers,
/// error codes, filters, pages, and which records may stand beside each other.
/// </summary>
internal sealed class CloudflareStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _token;
    private readonly Dictionary<string, (string Id, List<JsonObject> Records)> _zones = [];
    private readonly Lock _lock = new();
    private int _last;

    private CloudflareStandIn(string token)
    {
        _token = token;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where the API is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Told of each name whose records have changed, with those that stand there now.</summary>
    public Action<string, IReadOnlyList<(string Type, string Value)>> Changed { get; set; } = (_, _) => { };

    /// <summary>Waited for before each change is made.</summary>
    public Func<Task> BeforeChange { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether every request fails.</summary>
    public bool IsFailing { get; set; }

    /// <summary>How many more requests that change something are answered; then it fails.</summary>
    public int ChangesLeft { get; set; } = int.MaxValue;

    /// <summary>The bodies of the requests that changed something.</summary>
    public List<string> Bodies { get; } = [];

    public static async Task<CloudflareStandIn> StartAsync(string token)
    {
        var standIn = new CloudflareStandIn(token);
        await standIn._app.StartAsync(TestContext.Current.CancellationToken);
        standIn.Url = new Uri(new Uri(standIn._app.Urls.Single()), "/client/v4/");
        return standIn;
    }

    public void AddZone(string name, IEnumerable<(string Name, string Type, string Value)> records)
    {
        lock (_lock)
        {
            _zones[name] = (string.Create(CultureInfo.InvariantCulture, $"{_zones.Count + 1:x32}"), []);
        }

        foreach (var (owner, type, value) in records)
        {
            AddRecord(name, owner, type, value);
        }
    }

    /// <summary>Adds a record as a person would: TXT without quotes.</summary>
    public void AddRecord(string zone, string name, string type, string value, bool isProxied = false)
    {
        lock (_lock)
        {
            var (preference, content) = type == "MX" ? (int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture), value.Split(' ')[1]) : (0, value);
            var record = Record(name, type, content, type == "MX" ? preference : null);
            record["proxied"] = isProxied;
            _zones[zone].Records.Add(record);
            Tell(zone, name);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private JsonObject Record(string name, string type, string content, int? priority) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{++_last:x32}"),
        ["name"] = name,
        ["type"] = type,
        ["content"] = content,
        ["priority"] = priority,
        ["ttl"] = 300,
        ["proxied"] = false,
    };

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await BeforeChange();
        }

        JsonNode? result;
        lock (_lock)
        {
            result = Answer(context, body);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(result!.ToJsonString());
    }

    private JsonObject Answer(HttpContext context, string body)
    {
        var request = context.Request;
        if (request.Headers.Authorization != $"Bearer {_token}")
        {
            return Error(context, 403, 9109, "Invalid access token");
        }

        if (IsFailing || (!HttpMethods.IsGet(request.Method) && ChangesLeft-- <= 0))
        {
            return Error(context, 500, 1000, "Something went wrong");
        }

        var path = request.Path.Value!["/client/v4/".Length..].Split('/');
        if (path is ["zones"])
        {
            var name = request.Query["name"].ToString();
            return Good(new JsonArray([.. _zones.Where(z => z.Key == name).Select(z => (JsonNode)Zone(z.Key, z.Value.Id))]), 1);
        }

        var zone = _zones.FirstOrDefault(z => path is ["zones", var id, ..] && z.Value.Id == id);
        return (request.Method, path) switch
        {
            _ when zone.Key is null => Error(context, 404, 7003, "Could not route to the zone, perhaps your object identifier is invalid?"),
            ("GET", ["zones", _]) => Good(Zone(zone.Key, zone.Value.Id), null),
            ("GET", ["zones", _, "dns_records"]) => List(zone.Value.Records, request.Query),
            ("POST", ["zones", _, "dns_records"]) => Put(context, zone.Key, null, body),
            (var method, ["zones", _, "dns_records", var id]) => zone.Value.Records.Find(r => (string)r["id"]! == id) is not { } record
                ? Error(context, 404, 81044, "Record does not exist.")
                : method switch
                {
                    "GET" => Good(record.DeepClone(), null),
                    "PATCH" => Put(context, zone.Key, record, body),
                    _ => Delete(zone.Key, record),
                },
            _ => Error(context, 404, 7000, "No route for that URI"),
        };
    }

    private static JsonObject List(List<JsonObject> records, IQueryCollection query)
    {
        // Pages of one, so that a client that reads the first alone is found out.
        var found = records.Where(r => (string)r["name"]! == query["name.exact"]).ToList();
        var page = int.Parse(query["page"].ToString(), CultureInfo.InvariantCulture);
        return Good(new JsonArray([.. found.Skip(page - 1).Take(1).Select(r => r.DeepClone())]), Math.Max(1, found.Count));
    }

    private JsonObject Put(HttpContext context, string zone, JsonObject? old, string body)
    {
        Bodies.Add(body);
        var given = JsonNode.Parse(body)!;
        var (name, type, content) = ((string)given["name"]!, (string)given["type"]!, (string)given["content"]!);
        var beside = _zones[zone].Records.Where(r => r != old && (string)r["name"]! == name).ToList();
        if (beside.Any(r => (string)r["type"]! == "CNAME") || (type == "CNAME" && beside.Count > 0))
        {
            return Error(context, 400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
        }

        if (beside.Any(r => (string)r["type"]! == type && (string)r["content"]! == content))
        {
            return Error(context, 400, 81058, "An identical record already exists.");
        }

        var isProxied = (bool?)given["proxied"] ?? false;
        if ((isProxied && type != "CNAME") || (type == "MX") != (given["priority"] is not null) || (type == "TXT" && !content.StartsWith('"')))
        {
            return Error(context, 400, 9000, "DNS validation error");
        }

        var record = Record(name, type, content, (int?)given["priority"]);
        record["proxied"] = isProxied;
        if (old is not null)
        {
            // What a PATCH leaves out stays as it was.
            foreach (var field in (string[])["id", "ttl", "proxied"])
            {
                record[field] = (given[field] ?? old[field])!.DeepClone();
            }

            _zones[zone].Records.Remove(old);
        }

        _zones[zone].Records.Add(record);
        Tell(zone, name);
        return Good(record.DeepClone(), null);
    }

    private JsonObject Delete(string zone, JsonObject record)
    {
        Bodies.Add("");
        _zones[zone].Records.Remove(record);
        Tell(zone, (string)record["name"]!);
        return Good(new JsonObject { ["id"] = (string)record["id"]! }, null);
    }

    private void Tell(string zone, string name) => Changed(name, [.. _zones[zone].Records.Where(r => (string)r["name"]! == name).Select(Served)]);

    /// <summary>What DNS answers: of a proxied alias it shows the addresses of the proxy.</summary>
    private static (string Type, string Value) Served(JsonObject record) => (bool)record["proxied"]! ? ("A", "198.51.100.80") : ((string)record["type"]!, Value(record));

    private static string Value(JsonObject record)
    {
        var content = (string)record["content"]!;
        return (string)record["type"]! switch
        {
            "TXT" when content.StartsWith('"') && ZoneText.TryJoin(content, out var text) => text,
            "MX" => string.Create(CultureInfo.InvariantCulture, $"{(int)record["priority"]!} {content}"),
            _ => content,
        };
    }

    private static JsonObject Zone(string name, string id) => new() { ["id"] = id, ["name"] = name, ["status"] = "active" };

    private static JsonObject Good(JsonNode result, int? pages) => new()
    {
        ["success"] = true,
        ["errors"] = new JsonArray(),
        ["messages"] = new JsonArray(),
        ["result"] = result,
        ["result_info"] = pages is { } count ? new JsonObject { ["page"] = 1, ["per_page"] = 1, ["total_pages"] = count } : null,
    };

    private static JsonObject Error(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return new JsonObject { ["success"] = false, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }), ["messages"] = new JsonArray(), ["result"] = null };
    }
}
