using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Support;

/// <summary>
/// The whole service in this process, on a port and a database file of its own, with DNS held in memory. As a class fixture it
/// runs without limits on rate and verifications; <see cref="StartAsync"/> takes others.
/// </summary>
public sealed class TestService : IAsyncLifetime
{
    /// <summary>No limits on rate and verifications, and nothing looked at that nobody asked for.</summary>
    public static readonly PostscaleOptions Unlimited = new() { RateLimit = 0, VerifyBudget = 0, AddressLimit = 0, VerifyFailureBudget = 0, Recheck = new RecheckOptions { IsOn = false } };

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _http;
    private int _accounts;

    /// <summary>What the service is told; address and database are the fixture's own.</summary>
    public PostscaleOptions Options { get; init; } = Unlimited;

    /// <summary>The service's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A database that is there; null for a new one.</summary>
    public string? On { get; init; }

    /// <summary>Real DNS in the place of <see cref="Zone"/>; null: none.</summary>
    public IDnsResolver? Dns { get; init; }

    /// <summary>What DNS holds.</summary>
    public ZoneResolver Zone { get; } = new();

    /// <summary>Stops look-ups on their way to the zone.</summary>
    public GatedResolver Gate { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    public string DatabaseUrl { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>A client without a key.</summary>
    public ApiClient Nobody => new(_http!, null, "");

    /// <summary>Starts one; on a database of its own, or on that of another that is running.</summary>
    public static async Task<TestService> StartAsync(PostscaleOptions? options = null, TimeProvider? time = null, TestService? beside = null)
    {
        var service = new TestService { Options = options ?? Unlimited, Time = time ?? TimeProvider.System, On = beside?.DatabaseUrl };
        await service.InitializeAsync();
        return service;
    }

    /// <summary>Starts it on a database that is there.</summary>
    public static async Task<TestService> StartOnAsync(string url)
    {
        var service = new TestService { On = url };
        await service.InitializeAsync();
        return service;
    }

    public async ValueTask InitializeAsync()
    {
        PlatformZone.Publish(Zone);
        DatabaseUrl = On ?? await TestDatabases.CreateAsync(_folder);
        Gate = new GatedResolver(Zone);
        var options = Options with { Listen = new Uri("http://127.0.0.1:0"), Database = DatabaseUrl };
        _app = await ServerHost.CreateAsync(options, Configure, TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.Single());
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>A client with a new key; of a new account unless one is named.</summary>
    public async Task<ApiClient> ClientAsync(string? account = null, KeyEnvironment environment = KeyEnvironment.Live, bool readOnly = false, KeyScopes scopes = KeyScopes.Standard, string? expires = null)
    {
        account ??= $"account-{Interlocked.Increment(ref _accounts)}";
        var expiry = KeyExpiry.Never;
        Assert.True(expires is null || KeyExpiry.TryParse(expires, out expiry));
        var key = await Services.GetRequiredService<AccountService>()
            .CreateKeyAsync(account, environment, readOnly ? KeyScopes.Read : scopes, expiry, TestContext.Current.CancellationToken);
        return new ApiClient(_http!, key, account);
    }

    /// <summary>A client with any key at all.</summary>
    public ApiClient WithKey(string key) => new(_http!, key, "");

    /// <summary>Opens the database file as another process would.</summary>
    public async Task<Database> OpenAsideAsync()
    {
        var database = Database.Create(DatabaseUrl);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        return database;
    }

    /// <summary>Tells the service to stop, and waits until it has.</summary>
    public Task StopAsync() => _app!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton(Time);
        services.AddSingleton<IDnsResolver>(s => new CountingResolver(Dns ?? Gate, s.GetRequiredService<Metrics>()));
        services.RemoveAll<ILoggerProvider>();
        services.AddSingleton<ILoggerProvider>(Log);
    }
}
