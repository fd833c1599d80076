using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests;

/// <summary>What is asked of <c>/v1/keys</c>, and how its answers are read.</summary>
public sealed class KeysClientTests
{
    private const string Id = "0198f1ef-11a9-7d03-9b42-6c8e2f5a0902";
    private const string Common = $$"""
        "id":"{{Id}}","prefix":"ps_live_abcd","last_four":"wxyz","environment":"live","scopes":["read","keys"],"created_at":"2026-01-18T10:30:00Z","expires_at":null,"last_used_at":null,"revoked_at":null,"current":true
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_made_listed_replaced_and_revoked()
    {
        await using var server = ScriptedHttpServer.Start(
            HttpScript.Json(201, $$"""{{{Common}},"key":"ps_live_secret"}"""), HttpScript.Json(200, $$"""{"keys":[{{{Common}}}],"limit":100,"offset":0}"""), HttpScript.Json(201, $$"""{{{Common}},"key":"ps_live_new"}"""),
            HttpScript.Json(200, """{"status":"revoked"}"""));
        using var client = Clients.Hasty(server.Address);
        Assert.Equal("ps_live_secret", (await client.Keys.CreateAsync(new NewKey { Scopes = [KeyScopes.Read], ExpiresInDays = 90 }, cancellationToken: Token)).Key);
        var listed = Assert.Single(await client.Keys.ListAsync(Token).ToListAsync(Token));
        Assert.Equal((null, true, "wxyz", null), (listed.Key, listed.Current, listed.LastFour, listed.ExpiresAt));
        Assert.Equal("ps_live_new", (await client.Keys.RotateAsync(listed.Id, 60, cancellationToken: Token)).Key);
        await client.Keys.RevokeAsync(listed.Id, Token);
        Assert.Equal(
            [
                """POST /v1/keys {"scopes":["read"],"expires_in_days":90}""", "GET /v1/keys?limit=100&offset=0 ", $$"""POST /v1/keys/{{Id}}/rotate {"overlap_minutes":60}""", $"DELETE /v1/keys/{Id} ",
            ],
            server.Requests.Select(r => $"{r.Method} {r.Target} {r.Body}"));
    }
}
