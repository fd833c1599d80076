// Registers a domain, prints what to publish, and waits until DNS shows it:
//
//   POSTSCALE_URL=http://127.0.0.1:8080 POSTSCALE_API_KEY=ps_live_… dotnet run --project examples/client -- example.com
using Postscale.Client;

if (args is not [var name] || Environment.GetEnvironmentVariable("POSTSCALE_API_KEY") is not { Length: > 0 } key)
{
    Console.Error.WriteLine("usage: POSTSCALE_API_KEY=ps_live_… postscale-example DOMAIN");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

using var postscale = new PostscaleClient(new PostscaleClientOptions
{
    BaseUrl = new Uri(Environment.GetEnvironmentVariable("POSTSCALE_URL") ?? "http://127.0.0.1:8080"),
    ApiKey = key,
    UserAgent = "postscale-example/1.0",
});

try
{
    try
    {
        await postscale.Domains.CreateAsync(new NewDomain { Name = name, Type = DomainType.Both }, cancellationToken: stop.Token);
    }
    catch (PostscaleException e) when (e.Code == ErrorCodes.DomainExists)
    {
        // From an earlier run: go on with it.
    }

    foreach (var record in (await postscale.Domains.GetDnsRecordsAsync(name, stop.Token)).Records)
    {
        Console.WriteLine($"{record.Name}\t{record.Type}\t{record.Priority}\t{record.Value}");
    }

    while (true)
    {
        var verification = await postscale.Domains.VerifyAsync(name, cancellationToken: stop.Token);
        Console.WriteLine(verification.Summary);
        if (verification.Verified)
        {
            return 0;
        }

        await Task.Delay(TimeSpan.FromSeconds(10), stop.Token);
    }
}
catch (PostscaleException e)
{
    Console.Error.WriteLine($"{e.Message} (request {e.RequestId})");
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}
