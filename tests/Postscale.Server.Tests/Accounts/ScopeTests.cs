using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Postscale.Server.Accounts;
using Postscale.Server.Http;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class ScopeTests(TestService service) : IClassFixture<TestService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>No scope includes another.</summary>
    [Theory]
    [InlineData(KeyScopes.Read, 200, 403, "api_key_read_only", "this API key may only read; use a key with the scope 'write'")]
    [InlineData(KeyScopes.Write, 403, 400, "api_key_scope_missing", "this API key lacks the scope 'read'; use a key that has it")]
    [InlineData(KeyScopes.Webhooks, 403, 403, "api_key_scope_missing", "this API key lacks the scope 'read'; use a key that has it")]
    [InlineData(KeyScopes.Read | KeyScopes.Webhooks, 200, 403, "api_key_scope_missing", "this API key lacks the scope 'write'; use a key that has it")]
    [InlineData(KeyScopes.Read | KeyScopes.Write, 200, 400, null, null)]
    [InlineData(KeyScopes.Keys, 403, 403, "api_key_scope_missing", "this API key lacks the scope 'read'; use a key that has it")]
    [InlineData(KeyScopes.All, 200, 400, null, null)]
    public async Task A_key_may_do_what_its_scopes_say_and_is_told_which_one_it_lacks(KeyScopes scopes, int get, int post, string? code, string? text)
    {
        var client = await service.ClientAsync(scopes: scopes);
        Answer[] answers = [await client.GetAsync("/v1/domains"), await client.PostAsync("/v1/domains", "[")];
        Assert.Equal([get, post], answers.Select(a => a.Status));
        Assert.Equal(text, answers.FirstOrDefault(a => a.Status == 403)?.IsError(403, code!));
    }

    [Fact]
    public void Every_endpoint_of_the_API_says_which_one_scope_it_needs()
    {
        var endpoints = service.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, e =>
        {
            var scope = e.Metadata.GetRequiredMetadata<RequiresKey>().Scope;
            var isGet = e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("GET");
            var wanted = e.RoutePattern.RawText!.StartsWith("/v1/webhook", StringComparison.Ordinal) ? KeyScopes.Webhooks
                : e.RoutePattern.RawText.StartsWith("/v1/keys", StringComparison.Ordinal) ? KeyScopes.Keys : isGet ? KeyScopes.Read : KeyScopes.Write;
            Assert.Equal((e.RoutePattern.RawText, wanted), (e.RoutePattern.RawText, scope));
        });
    }

    [Theory]
    [InlineData(true, KeyScopes.Read)]
    [InlineData(false, KeyScopes.Standard)]
    public async Task A_key_of_an_earlier_version_may_do_what_it_could(bool readOnly, KeyScopes scopes)
    {
        await using var test = await TestDatabase.OpenAsync();
        var key = await AddAsync(test, KeyScopes.All);
        await TestDatabase.ExecuteAsync(test.Database, "UPDATE api_keys SET scopes = NULL, read_only = @only", ("@only", readOnly));
        var store = new KeyStore(test.Database);
        Assert.Equal(scopes, (await store.FindAsync(ApiKeyText.Hash(key), Token))!.Caller.Scopes);
        Assert.Equal(scopes, Assert.Single(await store.ListAsync(Token)).Scopes);
    }

    /// <summary>It knows one bit only, and must not do more with a key than that says.</summary>
    [Theory]
    [InlineData(KeyScopes.Read, true)]
    [InlineData(KeyScopes.Read | KeyScopes.Webhooks, true)]
    [InlineData(KeyScopes.Webhooks, true)]
    [InlineData(KeyScopes.Read | KeyScopes.Write, false)]
    [InlineData(KeyScopes.All, false)]
    public async Task An_earlier_version_beside_this_one_lets_no_key_write_that_may_not(KeyScopes scopes, bool readOnly)
    {
        await using var test = await TestDatabase.OpenAsync();
        await AddAsync(test, scopes);
        Assert.Equal(readOnly ? 1 : 0, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM api_keys WHERE read_only"));
    }

    [Theory]
    [InlineData("read", KeyScopes.Read)]
    [InlineData("read,write,webhooks", KeyScopes.Standard)]
    [InlineData("read,write,webhooks,keys", KeyScopes.All)]
    [InlineData("read,more", KeyScopes.Read)]
    [InlineData("", KeyScopes.None)]
    public void A_scope_that_is_not_known_allows_nothing(string names, KeyScopes scopes) => Assert.Equal(scopes, KeyScopeNames.Parse(names));

    private static Task<string> AddAsync(TestDatabase test, KeyScopes scopes) =>
        new AccountService(new KeyStore(test.Database), TimeProvider.System).CreateKeyAsync("acme", KeyEnvironment.Live, scopes, KeyExpiry.Never, Token);
}
