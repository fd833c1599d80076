using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Dkim;
using Postscale.Server.Auditing;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.PlatformKeys;

public sealed class DkimKeysTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 18, 10, 30, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_key_is_made_once_for_the_configured_selector_whoever_asks()
    {
        await using var test = await TestDatabase.OpenAsync();
        var other = await test.OpenAnotherAsync();

        var both = await Task.WhenAll(Keys(test).EnsureAsync(Token), new DkimKeys(other, Options("s"), _time).EnsureAsync(Token));

        var key = Assert.Single(both[0]);
        Assert.Equal(both[0], both[1]);
        Assert.Equal(both[0], await Keys(test).EnsureAsync(Token));
        Assert.Equal(("s", DkimKeyState.Active, _time.GetUtcNow()), (key.Selector, key.State, key.CreatedAt));
    }

    [Fact]
    public async Task The_private_key_that_is_kept_signs_for_the_record_that_is_published()
    {
        await using var test = await TestDatabase.OpenAsync();
        var key = Assert.Single(await Keys(test).EnsureAsync(Token));

        var kept = await TestDatabase.ScalarAsync<byte[]>(test.Database, "SELECT private_key FROM dkim_keys");

        Assert.True(DkimKeyPair.TryImportPkcs8(kept, out var pair));
        Assert.Equal(2048, pair.KeyBits);
        Assert.Equal(key.PublicRecord, pair.ToKeyRecord().ToString());
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(kept, out _);
        Assert.Contains(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()), key.PublicRecord, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_puts_the_next_selector_in_the_place_of_the_active_one_and_keeps_both_published()
    {
        await using var test = await TestDatabase.OpenAsync();
        var keys = Keys(test);
        await keys.EnsureAsync(Token);
        _time.Advance(TimeSpan.FromDays(1));

        var change = await keys.RotateAsync(force: false, Token);

        Assert.Equal(("s2", "s", null), (change.Key?.Selector, change.Former?.Selector, change.Problem));
        var all = await keys.EnsureAsync(Token);
        Assert.Equal("s Retiring, s2 Active", Show(all));
        Assert.Equal([change.Former!, change.Key!], all);
        Assert.All(all, k => Assert.True(k.IsPublished));
        Assert.NotEqual(all[0].PublicRecord, all[1].PublicRecord);
    }

    [Fact]
    public async Task A_second_rotation_waits_for_the_first_to_end_unless_it_is_forced()
    {
        await using var test = await TestDatabase.OpenAsync();
        var keys = Keys(test);
        await keys.RotateAsync(force: false, Token);

        var refused = await keys.RotateAsync(force: false, Token);

        Assert.Equal((null, "'s' is still being retired; retire it first, or rotate with --force"), (refused.Key, refused.Problem));
        Assert.Equal("s3", (await keys.RotateAsync(force: true, Token)).Key?.Selector);
        Assert.Equal("s Retiring, s2 Retiring, s3 Active", Show(await keys.EnsureAsync(Token)));
    }

    [Fact]
    public async Task Of_two_rotations_at_once_one_is_refused()
    {
        await using var test = await TestDatabase.OpenAsync();
        await Keys(test).EnsureAsync(Token);
        var other = new DkimKeys(await test.OpenAnotherAsync(), Options("s"), _time);

        var changes = await Task.WhenAll(Keys(test).RotateAsync(force: false, Token), other.RotateAsync(force: false, Token));

        Assert.Single(changes, c => c.Key is null);
        Assert.Equal("s Retiring, s2 Active", Show(await other.EnsureAsync(Token)));
    }

    [Fact]
    public async Task A_retired_key_is_published_no_longer_and_its_private_key_is_forgotten()
    {
        await using var test = await TestDatabase.OpenAsync();
        var keys = Keys(test);
        await keys.RotateAsync(force: false, Token);
        _time.Advance(TimeSpan.FromDays(7));

        var change = await keys.RetireAsync("s", Token);

        Assert.Equal(("s", _time.GetUtcNow(), false), (change.Key?.Selector, change.Key?.RetiredAt, change.Key?.IsPublished));
        Assert.Equal("s Retired, s2 Active", Show(await keys.EnsureAsync(Token)));
        Assert.Equal("s2", await TestDatabase.ScalarAsync<string>(test.Database, "SELECT selector FROM dkim_keys WHERE private_key IS NOT NULL"));
        Assert.Equal("s3", (await keys.RotateAsync(force: false, Token)).Key?.Selector);
    }

    [Fact]
    public async Task Only_a_key_that_is_being_retired_can_be_retired()
    {
        await using var test = await TestDatabase.OpenAsync();
        var keys = Keys(test);
        await keys.RotateAsync(force: false, Token);
        await keys.RetireAsync("s", Token);

        Assert.Equal("'s' is retired already", (await keys.RetireAsync("s", Token)).Problem);
        Assert.Equal("'s2' is the active key; 'postscale platform dkim rotate' puts another in its place first", (await keys.RetireAsync("s2", Token)).Problem);
        Assert.Equal("there is no key of the selector 's3'; 'postscale platform dkim list' shows them", (await keys.RetireAsync("s3", Token)).Problem);
        Assert.Equal("s Retired, s2 Active", Show(await keys.EnsureAsync(Token)));
    }

    [Theory]
    [InlineData(240, "the next selector, 's2', is too long for the longest of the registered domains")]
    [InlineData(239, null)]
    public async Task A_selector_that_would_not_fit_before_a_registered_domain_is_not_made(int length, string? problem)
    {
        await using var test = await TestDatabase.OpenAsync();
        var label = new string('a', 59);
        await test.AddDomainAsync(await test.AddAccountAsync(), $"{label}.{label}.{label}.{new string('a', length - 180)}"[..(length - 4)] + ".com");

        Assert.Equal(problem, (await Keys(test).RotateAsync(force: false, Token)).Problem);
    }

    [Fact]
    public async Task A_selector_that_makes_no_name_is_not_made()
    {
        await using var test = await TestDatabase.OpenAsync();
        var label = new string('s', 63);

        var change = await new DkimKeys(test.Database, Options(label), _time).RotateAsync(force: false, Token);

        Assert.Equal($"the next selector, '{label}2', makes a name under dkim.postscale.io that DNS does not take", change.Problem);
        Assert.Equal($"{label} Active", Show(await Keys(test).EnsureAsync(Token)));
    }

    [Fact]
    public async Task A_selector_whose_names_for_domains_would_be_too_long_is_not_made()
    {
        await using var test = await TestDatabase.OpenAsync();
        Assert.True(Platform.TryCreate(
            new Dictionary<string, string> { ["selector"] = "s9", ["dkim"] = $"{new string('a', 63)}.{new string('b', 63)}.{new string('c', 63)}.{new string('d', 20)}.test", ["dkim-target"] = "per-domain" },
            out var platform,
            out _));

        var change = await new DkimKeys(test.Database, new PostscaleOptions { Platform = platform! }, _time).RotateAsync(force: false, Token);

        Assert.StartsWith("the next selector, 's10', makes a name under ", change.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_in_the_audit_log_as_the_platform_s_own()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        await Keys(test).RotateAsync(force: false, Token);
        await Keys(test).RotateAsync(force: false, Token);
        await Keys(test).RetireAsync("s", Token);
        await Keys(test).RetireAsync("s", Token);

        var entries = await test.Database.ReadAsync((session, token) => AuditStore.ListOfAllAsync(session, "", new AuditQuery(Action: "dkim"), token), Token);

        Assert.Equal(
            ["(platform) dkim.retire s: retired_at  -> 2026-01-18T10:30:00Z", "(platform) dkim.rotate s: active s -> s2, retiring_at  -> 2026-01-18T10:30:00Z"],
            entries.Select(e => $"{e.Whose} {e.Action} {e.ObjectName}: {string.Join(", ", e.Changes.Select(c => $"{c.Key} {c.Value.Before} -> {c.Value.After}"))}"));
        Assert.All(entries, e => Assert.Equal((ActorKind.CommandLine, _time.GetUtcNow()), (e.Actor.Kind, e.At)));
        Assert.Empty(await test.Database.ReadAsync((session, token) => AuditStore.ListAsync(session, caller, new AuditQuery(Action: "dkim"), token), Token));
    }

    private DkimKeys Keys(TestDatabase test) => new(test.Database, Options("s"), _time);

    private static PostscaleOptions Options(string selector) => new() { Platform = Platform.Default with { Selector = selector } };

    private static string Show(IEnumerable<DkimKey> keys) => string.Join(", ", keys.Select(k => $"{k.Selector} {k.State}"));
}
