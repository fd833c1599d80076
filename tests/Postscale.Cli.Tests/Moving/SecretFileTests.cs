using System.Text;
using Postscale.Cli.Moving;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Moving;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Place => _folder.File("secret");

    [Fact]
    public async Task It_replaces_what_is_there_once_it_is_whole()
    {
        await File.WriteAllTextAsync(Place, "old", Token);
        await SecretFile.WriteAsync(
            Place,
            async (stream, token) =>
            {
                await stream.WriteAsync("new"u8.ToArray(), token);
                await stream.FlushAsync(token);
                Assert.Equal("old", await File.ReadAllTextAsync(Place, token));
                return true;
            },
            Token);
        await HoldsAsync("new");
    }

    [Fact]
    public async Task Nothing_is_left_of_one_that_is_not_to_be()
    {
        await File.WriteAllTextAsync(Place, "old", Token);
        await SecretFile.WriteAsync(Place, async (stream, token) => await WriteAsync(stream, token) && false, Token);
        await HoldsAsync("old");
    }

    [Fact]
    public async Task Nothing_is_left_of_one_that_failed_or_was_given_up()
    {
        await File.WriteAllTextAsync(Place, "old", Token);
        await Assert.ThrowsAsync<IOException>(() => SecretFile.WriteAsync(Place, async (stream, token) => await WriteAsync(stream, token) ? throw new IOException() : false, Token));
        await HoldsAsync("old");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => SecretFile.WriteAsync(
            Place,
            async (stream, token) =>
            {
                await WriteAsync(stream, token);
                await stop.CancelAsync();
                return true;
            },
            stop.Token));
        await HoldsAsync("old");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<bool> WriteAsync(Stream stream, CancellationToken token)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes("half"), token);
        return true;
    }

    private async Task HoldsAsync(string text)
    {
        Assert.Equal([Place], Directory.GetFiles(_folder.Path));
        Assert.Equal(text, await File.ReadAllTextAsync(Place, Token));
    }
}
