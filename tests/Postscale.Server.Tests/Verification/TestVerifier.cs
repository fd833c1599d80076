using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Postscale.MailDns.Resolution;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Storage;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

/// <summary>Puts a verifier together as the composition does.</summary>
internal static class TestVerifier
{
    public static Verifier Create(
        Database database, IDnsResolver dns, PostscaleOptions options, TimeProvider time, IHostApplicationLifetime lifetime, Metrics? metrics = null)
    {
        var recorder = new CheckRecorder(options, new CheckSchedule(options.Recheck), time, NullLogger<CheckRecorder>.Instance);
        return new Verifier(
            database,
            dns,
            new ActivePlatform(database, options, time, NullLogger<ActivePlatform>.Instance),
            recorder,
            new UnchangedChecks(database),
            options,
            time,
            metrics ?? new Metrics(),
            lifetime,
            NullLogger<Verifier>.Instance);
    }

    /// <summary>Asks for a check, whoever asks.</summary>
    public static Task<CheckedDomain?> VerifyAsync(this Verifier verifier, Domain domain, CancellationToken cancellationToken) =>
        verifier.VerifyAsync(domain, Actor.BackgroundCheck, cancellationToken);
}
