using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Postscale.MailDns.Resolution;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

/// <summary>Makes verifiers outside the service, as its container would.</summary>
internal static class Verifiers
{
    public static Verifier Make(Database database, IDnsResolver dns, TimeProvider? time = null, Metrics? metrics = null) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(database)
        .AddSingleton(dns)
        .AddSingleton(new PostscaleOptions())
        .AddSingleton(time ?? TimeProvider.System)
        .AddSingleton(metrics ?? new Metrics())
        .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
        .AddSingleton<Verifier>()
        .BuildServiceProvider()
        .GetRequiredService<Verifier>();
}
