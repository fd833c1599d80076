// Measures the running service. Usage:
//   dotnet run --project bench/Postscale.Bench -c Release -- start [domains] | verify | list [domains …] | lookups [seconds [rounds]]
//   | recheck sqlite|postgres [domains] | claims [seconds] | soak [minutes] | posts [seconds [rounds]]
using Postscale.Bench;

string[] native = ["artifacts/native/postscale"];
string[] jit = ["dotnet", "src/Postscale.Cli/bin/Release/net10.0/postscale.dll"];

return args switch
{
    ["start", .. var size] => await StartBench.RunAsync(native, jit, size.Length == 0 ? 0 : Number(size[0])),
    ["verify"] => await VerifyBench.RunAsync(native),
    ["list", .. var sizes] => await ListBench.RunAsync(native, sizes.Length == 0 ? [10, 10_000, 1_000_000] : [.. sizes.Select(int.Parse)]),
    ["lookups", .. var bounds] when bounds.Select(int.Parse).ToList() is var b => await LookupBench.RunAsync(b.Count > 0 ? b[0] : 4, b.Count > 1 ? b[1] : 5),
    ["recheck", "sqlite" or "postgres", .. var size] => await RecheckBench.RunAsync(native, args[1] == "postgres", size.Length == 0 ? 100_000 : Number(size[0])),
    ["claims", .. var seconds] => await ClaimBench.RunAsync(seconds.Length == 0 ? 5 : Number(seconds[0])),
    ["soak", .. var minutes] => await SoakBench.RunAsync(native, minutes.Length == 0 ? 60 : Number(minutes[0])),
    ["posts", .. var bounds] => await PostBench.RunAsync(native, bounds.Length > 0 ? Number(bounds[0]) : 5, bounds.Length > 1 ? Number(bounds[1]) : 3),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("usage: start [domains] | verify | list [domains …] | lookups [seconds [rounds]] | recheck sqlite|postgres [domains] | claims [seconds] | soak [minutes] | posts [seconds [rounds]]");
    return 2;
}
