using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Dashboard;
using Postscale.Server.Domains;
using Postscale.Server.Events;
using Postscale.Server.Http;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Publishing;
using Postscale.Server.Storage;
using Postscale.Server.Verification;
using Postscale.Server.Webhooks;

namespace Postscale.Server;

/// <summary>The composition: options in, application out.</summary>
public static class ServerHost
{
    /// <summary>How much of a refused body is read and thrown away, so that its sender gets to read the answer.</summary>
    private const int DrainedBodyBytes = 16 * 1024 * 1024;

    /// <summary>Opens the database and puts the application together. It does not listen yet.</summary>
    /// <param name="options">What the service was told.</param>
    /// <param name="configure">What tests put in the place of parts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    public static async Task<WebApplication> CreateAsync(PostscaleOptions options, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "postscale", EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        AddLogging(builder.Logging, options);
        AddServices(builder.Services, options);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            var database = app.Services.GetRequiredService<Database>();
            await database.OpenAsync(options.Schema, cancellationToken).ConfigureAwait(false);
            if (database.Dialect.HasOneService)
            {
                // Otherwise a client whose request was cut off by a crash would hear for a minute that it is still running.
                await database.WriteAsync(IdempotencyStore.ReleaseAllAsync, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, PostscaleOptions options)
    {
        kestrel.AddServerHeader = false;
        // The limits clients hear of are ours, in JsonBody and HeaderLimit: the server's own count the framing of chunks, answer
        // without a body, and close the connection on a client that is still sending, which then never reads the answer.
        kestrel.Limits.MaxRequestBodySize = Math.Max(options.MaxBodyBytes, DrainedBodyBytes);
        kestrel.Limits.MaxRequestHeadersTotalSize = 2 * options.MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = options.MaxHeaderBytes / 4;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(1 << 20, 4L * options.MaxHeaderBytes);
        kestrel.Limits.MaxRequestLineSize = options.MaxHeaderBytes;
        // RFC 9110 §5.5: octets beyond ASCII in a header are opaque. Read as UTF-8, a name in a User-Agent would be a bad request.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        if (options.Listen.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            kestrel.Listen(IPAddress.Parse(options.Listen.Host), options.Listen.Port);
        }
        else
        {
            kestrel.ListenLocalhost(options.Listen.Port);
        }
    }

    private static void AddLogging(ILoggingBuilder logging, PostscaleOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.LogLevel);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // What it calls errors is what clients did to their connections; those of ours we log.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        // Says nothing that we do not say, and costs a scope and an activity for every request.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Configure(l => l.ActivityTrackingOptions = ActivityTrackingOptions.None);
        // The service says itself when it cannot listen.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        // Standard output is for answers, such as the first key.
        logging.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void AddServices(IServiceCollection services, PostscaleOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Database.Create(options.Database, options.DatabaseConnections));
        services.AddSingleton<Metrics>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<KeyUses>();
        services.AddHostedService(s => s.GetRequiredService<KeyUses>());
        services.AddSingleton(s => new KeyCache(s.GetRequiredService<KeyStore>(), s.GetRequiredService<KeyUses>(), s.GetRequiredService<TimeProvider>(), options.KeyCacheLifetime));
        services.AddSingleton<KeyService>();
        services.AddSingleton<KeyEndpoints>();
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<IDnsResolver>(s => new CountingResolver(Resolver(options), s.GetRequiredService<Metrics>()));
        services.AddSingleton<DkimKeys>();
        services.AddSingleton<ActivePlatform>();
        services.AddSingleton<StartCheck>();
        services.AddSingleton(_ => new CheckSchedule(options.Recheck));
        services.AddSingleton<CheckRecorder>();
        services.AddSingleton<UnchangedChecks>();
        services.AddSingleton<Verifier>();
        services.AddSingleton<VerifyBudgets>();
        services.AddSingleton<FirstLook>();
        services.AddSingleton<DomainIds>();
        services.AddSingleton<DomainNames>();
        services.AddSingleton<DomainService>();
        services.AddSingleton<DomainRequests>();
        services.AddSingleton<DomainEndpoints>();
        services.AddSingleton<EventEndpoints>();
        services.AddSingleton<AuditEndpoints>();
        services.AddSingleton<DashboardFiles>();
        services.AddSingleton<DashboardEndpoints>();
        services.AddSingleton<OperationEndpoints>();
        AddWebhooks(services);
        AddPublishing(services);
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<RecheckService>();
        services.AddRouting();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire));
        ApiDescription.Add(services);
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<WebhookSignal>();
        services.AddSingleton(s => new WebhookSender(s.GetRequiredService<IDnsResolver>(), s.GetRequiredService<PostscaleOptions>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeliveryRun>();
        services.AddSingleton<WebhookService>();
        services.AddSingleton<WebhookRequests>();
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<DeliveryEndpoints>();
        services.AddHostedService<DeliveryLoop>();
    }

    private static void AddPublishing(IServiceCollection services)
    {
        services.AddSingleton<ZoneLocator>();
        services.AddSingleton<DnsDocuments>();
        services.AddSingleton(s => new ProviderHttp(s.GetRequiredService<IDnsResolver>(), s.GetRequiredService<PostscaleOptions>().PublishAllowPrivate));
        services.AddSingleton<DomainConnectLinks>();
        services.AddSingleton<ZoneAccesses>();
        services.AddSingleton<PlanFactsReader>();
        services.AddSingleton<PublishService>();
        services.AddSingleton<PublishRequests>();
        services.AddSingleton<PublishEndpoints>();
    }

    /// <summary>Whom a service with these options asks.</summary>
    internal static IDnsResolver Resolver(PostscaleOptions options)
    {
        var resolver = new ResolverOptions
        {
            Servers = options.Dns.Count > 0 ? options.Dns : SystemResolvers.Read(),
            MaxOutstanding = options.DnsOutstanding,
            MaxConcurrentQueries = Math.Max(options.DnsOutstanding, new ResolverOptions().MaxConcurrentQueries),
        };
        if (options.DnsMode == DnsMode.Authoritative)
        {
            return new AuthoritativeResolver(
                resolver,
                new AuthoritativeOptions { AllowPrivateServers = options.AllowPrivateNameServers, MaxOutstanding = options.DnsOutstandingAuthoritative });
        }

        return options.DnsAgree > 0
            ? new AgreeingResolver([.. options.Dns.Select(s => new RecursiveResolver(resolver with { Servers = [s] }))], options.DnsAgree)
            : new RecursiveResolver(resolver);
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<RequestId>();
        app.UseMiddleware<Failures>();
        app.UseMiddleware<HeaderLimit>();
        app.UseRouting();
        app.UseMiddleware<Authentication>();
        app.UseMiddleware<Idempotency>();
        app.Services.GetRequiredService<DomainEndpoints>().Map(app);
        app.Services.GetRequiredService<PublishEndpoints>().Map(app);
        app.Services.GetRequiredService<WebhookEndpoints>().Map(app);
        app.Services.GetRequiredService<DeliveryEndpoints>().Map(app);
        app.Services.GetRequiredService<EventEndpoints>().Map(app);
        app.Services.GetRequiredService<AuditEndpoints>().Map(app);
        app.Services.GetRequiredService<KeyEndpoints>().Map(app);
        app.Services.GetRequiredService<OperationEndpoints>().Map(app);
        ApiDescription.Map(app);
        if (app.Services.GetRequiredService<PostscaleOptions>().Dashboard)
        {
            app.Services.GetRequiredService<DashboardEndpoints>().Map(app);
        }
    }
}
