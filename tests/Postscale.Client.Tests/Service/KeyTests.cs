using System.Net;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Service;

/// <summary>Keys of the real service.</summary>
public sealed class KeyTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_made_listed_replaced_and_revoked()
    {
        using var client = await service.ClientAsync();
        var made = await client.Keys.CreateAsync(new NewKey { Scopes = [KeyScopes.Read], ExpiresInDays = 90 }, cancellationToken: Token);
        Assert.Equal((made.Key![..12], made.Key[^4..], false), (made.Prefix, made.LastFour, made.Current));
        using (var reader = new PostscaleClient(new PostscaleClientOptions { BaseUrl = service.Address, ApiKey = made.Key }))
        {
            Assert.Empty(await reader.Domains.ListAsync(cancellationToken: Token).ToListAsync(Token));
            Assert.Equal(ErrorCodes.ApiKeyScopeMissing, (await Assert.ThrowsAsync<PostscaleException>(() => reader.Keys.CreateAsync(cancellationToken: Token))).Code);
        }

        var replacement = await client.Keys.RotateAsync(made.Id, overlapMinutes: 0, cancellationToken: Token);
        Assert.NotNull(replacement.Key);
        var listed = await client.Keys.ListAsync(Token).ToListAsync(Token);
        Assert.Equal([replacement.Id, made.Id], listed[..2].Select(k => k.Id));
        Assert.True(listed[2].Current);
        Assert.NotNull(listed[1].RevokedAt);
        Assert.All(listed, k => Assert.Null(k.Key));
        await client.Keys.RevokeAsync(replacement.Id, Token);
        var again = await Assert.ThrowsAsync<PostscaleException>(() => client.Keys.RotateAsync(made.Id, cancellationToken: Token));
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.KeyNotFound), (again.Status, again.Code));
    }

    [Fact]
    public async Task The_answer_to_a_repetition_holds_no_key()
    {
        using var client = await service.ClientAsync();
        var first = await client.Keys.CreateAsync(idempotencyKey: "once", cancellationToken: Token);
        var second = await client.Keys.CreateAsync(idempotencyKey: "once", cancellationToken: Token);
        Assert.Equal((first.Id, null), (second.Id, second.Key));
    }
}
