using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>Whatever is sent to the service is the sender's fault, and is told so: no 5xx, and no end of the service.</summary>
public sealed partial class FuzzTests
{
    /// <summary>The seed of the first request; <c>POSTSCALE_TEST_SEED</c> gives another, such as one that failed.</summary>
    private static readonly int s_seed = int.TryParse(Environment.GetEnvironmentVariable("POSTSCALE_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1_000_000;

    /// <summary>An answer may never come, where what was sent is no whole request.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task No_request_however_malformed_is_answered_5xx_or_ends_the_service()
    {
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(
            folder.File("p.db"),
            options: ["--rate-limit", "0", "--address-limit", "0", "--verify-budget", "0", "--verify-failure-budget", "0", "--verify-timeout", "1", "--recheck", "off", "--log-level", "error"]);
        var api = service.Client();
        await api.CreateAsync("known.example");
        var mutations = new RequestMutations(service.FirstKey!, "known.example");
        var count = LongRun.Pick(2_000, 200_000);
        var (answered, silent) = (0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(s_seed, count),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, token) =>
            {
                var request = mutations.Make(seed);
                var answer = await SendAsync(service.Address, request, token);
                _ = answer.Length > 0 ? Interlocked.Increment(ref answered) : Interlocked.Increment(ref silent);
                var fault = ServerFault().Match(answer);
                Assert.False(fault.Success, $"seed {seed}: {answer}\nto: {Encoding.Latin1.GetString(request)}\n{service.StandardError}");
            });

        await api.CreateAsync("afterwards.example");
        Assert.Equal(200, (await api.GetAsync("/v1/domains/afterwards.example")).Status);
        Assert.True(service.StandardError.Length == 0, service.StandardError);

        // Also of those whose answer nobody waited for.
        Assert.DoesNotMatch("status=\"5", (await api.GetAsync("/metrics")).Text);
        Assert.True(answered > count / 2, $"only {answered} of {count} were answered");
        LongRun.Note($"{count} requests from seed {s_seed} on, {answered} answered, {silent} incomplete or cut off; no 5xx");
        await service.StopAsync();
    }

    /// <summary>Sends, and takes what comes until there is an answer, the end, or nothing for a while.</summary>
    private static async Task<string> SendAsync(Uri address, byte[] request, CancellationToken cancellationToken)
    {
        await using var http = await RawHttp.ConnectAsync(address, cancellationToken);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await http.SendAsync(request, cancellationToken);
            bound.CancelAfter(s_patience);
            while (!http.Received.Contains("\r\n\r\n", StringComparison.Ordinal) && await http.ReceiveAsync(bound.Token))
            {
            }
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Cut off, or waiting for the rest.
        }

        return http.Received;
    }

    // 505 says that the version of HTTP is one that nobody speaks here (RFC 9110 §15.6.6).
    [GeneratedRegex(@"^HTTP/1\.1 5(?!05)", RegexOptions.Multiline)]
    private static partial Regex ServerFault();
}
