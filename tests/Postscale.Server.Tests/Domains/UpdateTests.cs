using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class UpdateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00.9Z", System.Globalization.CultureInfo.InvariantCulture));
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Only_fields_that_are_given_change()
    {
        var client = await _service.ClientAsync();
        var before = await client.CreateAsync("example.com", "both");
        _time.Advance(TimeSpan.FromSeconds(90));

        var after = await client.UpdateAsync(before.Id(), """{"catch_all_enabled":true,"active":false}""");
        Assert.True(after.Truth("catch_all_enabled"));
        Assert.False(after.Truth("active"));
        Assert.Equal("both", after.Text("type"));
        Assert.Equal("2026-01-18T10:30:00Z", after.Text("created_at"));
        Assert.Equal("2026-01-18T10:31:30Z", after.Text("updated_at"));

        after = await client.UpdateAsync(before.Id(), """{"active":true}""");
        Assert.True(after.Truth("catch_all_enabled"));
        Assert.True(after.Truth("active"));
        Assert.Equal(after.ToString(), (await client.ReadAsync(before.Id())).ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":null,"catch_all_enabled":null,"active":null,"domain":null,"primary_domain":null}""")]
    [InlineData("""{"inbound_mx_acknowledged":true,"verified":true}""")]
    [InlineData("""{"domain":" EXAMPLE.com."}""")]
    public async Task What_asks_for_nothing_changes_nothing(string body)
    {
        var client = await _service.ClientAsync();
        var before = await client.CreateAsync("example.com", "both");
        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(before.ToString(), (await client.UpdateAsync(before.Id(), body)).ToString());
    }

    [Fact]
    public async Task The_name_cannot_be_changed()
    {
        var client = await _service.ClientAsync();
        var id = (await client.CreateAsync("example.com")).Id();
        foreach (var other in (string[])["other.example", "", "nonsense", "sub.example.com", id])
        {
            var answer = await client.PutAsync($"/v1/domains/{id}", $$"""{"domain":"{{other}}","active":false}""");
            answer.IsError(400, "field_invalid", "domain");
        }

        Assert.True((await client.ReadAsync(id)).Truth("active"));
    }

    [Theory]
    [InlineData("""{"type":1}""", "field_type", "type")]
    [InlineData("""{"type":"mail"}""", "field_invalid", "type")]
    [InlineData("""{"type":""}""", "field_invalid", "type")]
    [InlineData("""{"catch_all_enabled":"yes"}""", "field_type", "catch_all_enabled")]
    [InlineData("""{"active":0}""", "field_type", "active")]
    [InlineData("""{"active":[true]}""", "field_type", "active")]
    [InlineData("""{"domain":[]}""", "field_type", "domain")]
    public async Task A_wrong_field_is_named_and_nothing_changes(string body, string code, string field)
    {
        var client = await _service.ClientAsync();
        var before = await client.CreateAsync("example.com", "both");
        (await client.PutAsync($"/v1/domains/{before.Id()}", body)).IsError(400, code, field);
        Assert.Equal(before.ToString(), (await client.ReadAsync(before.Id())).ToString());
    }

    [Fact]
    public async Task A_new_type_derives_verified_anew_from_the_records_that_hold()
    {
        var client = await _service.ClientAsync();
        var id = (await client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(client, id, "ownership", "Inbound");
        Assert.Equal("ownership mx", (await client.VerifyAsync(id)).Flags());
        Assert.False((await client.ReadAsync(id)).Truth("verified"));

        _time.Advance(TimeSpan.FromSeconds(60));
        var inbound = await client.UpdateAsync(id, """{"type":"inbound"}""");
        Assert.True(inbound.Truth("verified"));
        Assert.Equal("2026-01-18T10:31:00Z", inbound.Text("verified_at"));

        _time.Advance(TimeSpan.FromSeconds(60));
        var alias = await client.UpdateAsync(id, """{"type":"alias"}""");
        Assert.True(alias.Truth("verified"));
        Assert.Equal("2026-01-18T10:31:00Z", alias.Text("verified_at"));

        var outbound = await client.UpdateAsync(id, """{"type":"outbound"}""");
        Assert.False(outbound.Truth("verified"));
        Assert.Equal(JsonValueKind.Null, outbound.Kind("verified_at"));
        Assert.Equal("ownership mx", outbound.Flags());
        Assert.Equal(["TXT", "TXT", "CNAME", "TXT", "CNAME"], (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().Select(r => r.Text("type")));
    }

    [Fact]
    public async Task Inactive_stops_mail_at_once_and_verification_goes_on()
    {
        var client = await _service.ClientAsync();
        var before = await _service.VerifiedAsync(client, "example.com", "both");
        Assert.True(before.Truth("can_send") && before.Truth("can_receive"));

        var inactive = await client.UpdateAsync(before.Id(), """{"active":false}""");
        Assert.False(inactive.Truth("can_send") || inactive.Truth("can_receive"));
        Assert.True(inactive.Truth("verified"));

        await _service.UnpublishAsync(client, before.Id());
        Assert.False((await client.VerifyAsync(before.Id())).Truth("verified"));
        await _service.PublishAsync(client, before.Id());
        Assert.True((await client.VerifyAsync(before.Id())).Truth("verified"));

        var active = await client.UpdateAsync(before.Id(), """{"active":true}""");
        Assert.True(active.Truth("can_send") && active.Truth("can_receive"));
    }
}
