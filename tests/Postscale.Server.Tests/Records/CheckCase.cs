using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

/// <summary>A state of DNS and the whole finding that it must give.</summary>
/// <param name="What">What the state is, in words; names the case.</param>
/// <param name="Zone">The state, as <see cref="RecordWorld.Zone"/> reads it.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Error">The error text.</param>
internal sealed record CheckCase(string What, string Zone, Verdict Verdict, string? Error = null)
{
    public string Domain { get; init; } = "example.com";

    public string[] Found { get; init; } = [];

    public string? Hint { get; init; }

    public string[] Warnings { get; init; } = [];

    public static TheoryData<string> NamesOf(IEnumerable<CheckCase> cases) => [.. cases.Select(c => c.What)];

    public static async Task RunAsync(RecordKind kind, IEnumerable<CheckCase> cases, string what, Platform? platform = null)
    {
        var wanted = cases.Single(c => c.What == what);
        var finding = await kind.CheckAsync(RecordWorld.Context(wanted.Domain, platform), RecordWorld.Zone(wanted.Zone), TestContext.Current.CancellationToken);
        Assert.Same(kind, finding.Kind);
        Assert.Equal((wanted.Verdict, Filled(wanted.Error)), (finding.Verdict, finding.Error));
        Assert.Equal(wanted.Found.Select(RecordWorld.Fill), finding.Found);
        Assert.Equal(Filled(wanted.Hint), finding.Hint);
        Assert.Equal(wanted.Warnings.Select(RecordWorld.Fill), finding.Warnings);
    }

    private static string? Filled(string? text) => text is null ? null : RecordWorld.Fill(text);
}
