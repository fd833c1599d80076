using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Postscale.MailDns.Resolution;
using Postscale.Server;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Testing;

namespace Postscale.Client.Tests.Support;

/// <summary>The real service in this process, on a port and a database of its own, with DNS held in memory.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private int _accounts;

    /// <summary>What DNS holds.</summary>
    internal ZoneResolver Zone { get; } = new();

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Zone.Address("mx.postscale.io", "192.0.2.25")
            .Txt("_spf.postscale.io", "v=spf1 ip4:192.0.2.0/24 -all")
            // The public key of RFC 8463 appendix A.2.
            .Txt("postscale1.dkim.postscale.io", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
            .Address("bounces.postscale.io", "192.0.2.26");
        var options = new PostscaleOptions
        {
            RateLimit = 0,
            VerifyBudget = 0,
            AddressLimit = 0,
            VerifyFailureBudget = 0,
            WebhookAllowHttp = true,
            // More than a page of a list.
            WebhookMax = 150,
            WebhookAllowPrivate = true,
            PublishAllowPrivate = true,
            Recheck = new RecheckOptions { IsOn = false },
            Listen = new Uri("http://127.0.0.1:0"),
            Database = await TestDatabases.CreateAsync(_folder),
        };
        _app = await ServerHost.CreateAsync(options, Configure, TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A client with a key of a new account.</summary>
    internal async Task<PostscaleClient> ClientAsync(Server.Accounts.KeyScopes scopes = Server.Accounts.KeyScopes.All) =>
        new(new PostscaleClientOptions { BaseUrl = Address, ApiKey = await KeyAsync(scopes) });

    /// <summary>A key of a new account.</summary>
    internal Task<string> KeyAsync(Server.Accounts.KeyScopes scopes = Server.Accounts.KeyScopes.All) => _app!.Services.GetRequiredService<AccountService>().CreateKeyAsync(
        $"account-{Interlocked.Increment(ref _accounts)}", KeyEnvironment.Live, scopes, KeyExpiry.Never, TestContext.Current.CancellationToken);

    /// <summary>Publishes what a domain was asked to.</summary>
    internal void Publish(DnsRecords records)
    {
        lock (Zone)
        {
            foreach (var record in records.Records)
            {
                _ = record.Type switch
                {
                    "TXT" => Zone.Txt(record.Name, record.Value),
                    "MX" => Zone.Mx(record.Name, (ushort)record.Priority!, record.Value),
                    _ => Zone.Cname(record.Name, record.Value),
                };
            }
        }
    }

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton<IDnsResolver>(Zone);
        services.RemoveAll<ILoggerProvider>();
    }
}
