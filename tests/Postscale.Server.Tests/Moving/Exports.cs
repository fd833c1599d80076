using System.Text;
using Postscale.Server.Moving;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Moving;

/// <summary>Exports and imports as the commands do, with text in the place of files.</summary>
internal static class Exports
{
    /// <summary>The whole chain of kinds, for what a test counts.</summary>
    public static readonly DateTimeOffset Time = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The lines of an export.</summary>
    public static async Task<string[]> OfAsync(string url, string? account = null)
    {
        await using var database = Database.Create(url);
        var schema = await database.OpenAsync(Token);
        using var stream = new MemoryStream();
        Assert.NotNull(await Export.RunAsync(database, schema, account, stream, Time, Token));
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    /// <summary>Takes lines in.</summary>
    public static async Task<MovingCounts> IntoAsync(string url, params string[] lines)
    {
        await using var database = Database.Create(url);
        await database.OpenAsync(Token);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        return await Import.RunAsync(database, stream, Token);
    }
}
