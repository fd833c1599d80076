// Measures the running service. Usage:
//   dotnet run --project bench/Postscale.Bench -c Release -- start | verify | list [domains …] | lookups [seconds [rounds]]
using Postscale.Bench;

string[] native = ["artifacts/native/postscale"];
string[] jit = ["dotnet", "src/Postscale.Cli/bin/Release/net10.0/postscale.dll"];

return args switch
{
    ["start"] => await StartBench.RunAsync(native, jit),
    ["verify"] => await VerifyBench.RunAsync(native),
    ["list", .. var sizes] => await ListBench.RunAsync(native, sizes.Length == 0 ? [10, 10_000, 1_000_000] : [.. sizes.Select(int.Parse)]),
    ["lookups", .. var bounds] when bounds.Select(int.Parse).ToList() is var b => await LookupBench.RunAsync(b.Count > 0 ? b[0] : 4, b.Count > 1 ? b[1] : 5),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: start | verify | list [domains …] | lookups [seconds [rounds]]");
    return 2;
}
