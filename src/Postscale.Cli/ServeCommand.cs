using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Postscale.Cli.Api.Printing;
using Postscale.Server;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Storage;

namespace Postscale.Cli;

/// <summary><c>postscale serve</c>: runs the service until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>SIGXFSZ, on Linux.</summary>
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    public static Command Create()
    {
        var command = new Command("serve", "run the service");
        var settings = new SettingOptions(command);
        command.SetAction(async (result, cancellationToken) =>
            settings.Read(result) is { } options ? await RunAsync(options, cancellationToken).ConfigureAwait(false) : ExitCode.Usage);
        return command;
    }

    private static async Task<int> RunAsync(PostscaleOptions options, CancellationToken cancellationToken)
    {
        if (!Icu.IsThere)
        {
            await Console.Error.WriteLineAsync("postscale: ICU is missing, so that names are accepted as A-labels (xn--…) only; install libicu").ConfigureAwait(false);
        }

        // A file that has reached the limit on its size (RLIMIT_FSIZE) is a full disk: the write fails, and the process goes on.
        using var isTooLarge = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true) : null;
        try
        {
            var app = await ServerHost.CreateAsync(options, configure: null, cancellationToken).ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                return await ServeAsync(app, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StorageException e)
        {
            await Console.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<int> ServeAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"postscale: cannot listen: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }

        // After listening: a service that could not start has shown no key to be lost.
        if (await app.Services.GetRequiredService<AccountService>().CreateFirstKeyAsync(cancellationToken).ConfigureAwait(false) is { } key)
        {
            try
            {
                Console.WriteLine($"The first API key, of account \"{AccountService.DefaultAccount}\". It is shown this once:\n{key}");
            }
            catch (OutputException)
            {
                await Console.Error.WriteLineAsync($"postscale: the first API key could not be shown, and will not be again; make another: postscale keys create --account {AccountService.DefaultAccount}").ConfigureAwait(false);
                throw;
            }
        }

        Console.WriteLine($"Listening on {string.Join(", ", app.Urls)}");

        // Beside serving: neither the start nor the stop waits for it.
        var stopping = app.Lifetime.ApplicationStopping;
        var check = app.Services.GetRequiredService<StartCheck>();
        _ = Task.Run(() => check.RunAsync(stopping), CancellationToken.None);
        await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
