using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Verification;

/// <summary>A running service, a platform, and one domain of a customer whose zone the test changes.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DnsWorld _world;
    private readonly TemporaryFolder _folder;
    private readonly Service _service;
    private readonly SortedDictionary<string, string> _published = new(StringComparer.Ordinal);

    private Stage(DnsWorld world, PlatformZone platform, Service service, TemporaryFolder folder)
    {
        (_world, Platform, _service, _folder) = (world, platform, service, folder);
    }

    public PlatformZone Platform { get; }

    public WatchedDomain Domain { get; private set; } = null!;

    public IReadOnlyDictionary<string, JsonNode> Issued { get; private set; } = null!;

    /// <summary>Publishes both zones, starts the service and registers the domain.</summary>
    /// <param name="world">DNS.</param>
    /// <param name="name">A label that no other test uses.</param>
    /// <param name="type">The domain's type.</param>
    public static async Task<Stage> SetAsync(DnsWorld world, string name, string type)
    {
        var platform = new PlatformZone($"{name}-platform.example");
        await world.PublishAsync(platform.Domain, platform.Records());
        await world.PublishAsync($"{name}.example", "");
        var folder = new TemporaryFolder();
        var service = await Service.StartAsync(folder.File("p.db"), world.Resolver, platform.Options);
        var stage = new Stage(world, platform, service, folder);
        try
        {
            var api = service.Client();
            stage.Domain = new WatchedDomain(api, platform, await api.CreateAsync($"{name}.example", type));
            stage.Issued = await stage.Domain.IssuedAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes a record as <c>/dns</c> wants it.</summary>
    public Task PublishAsync(string record) => PublishAsync(record, ZoneText.Line(Issued[record]));

    /// <summary>Publishes all records as <c>/dns</c> wants them.</summary>
    public Task PublishAllAsync()
    {
        foreach (var (record, issued) in Issued)
        {
            _published[record] = ZoneText.Line(issued);
        }

        return ChangeAsync();
    }

    /// <summary>Publishes something else in the place of a record.</summary>
    public Task PublishAsync(string record, string lines)
    {
        _published[record] = lines;
        return ChangeAsync();
    }

    public Task RemoveAsync(string record) => PublishAsync(record, "");

    public Task PublishPlatformAsync(string? dkimText) => _world.PublishAsync(Platform.Domain, Platform.Records(dkimText));

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    private Task ChangeAsync() => _world.PublishAsync(Domain.Name, string.Join('\n', _published.Values));
}
