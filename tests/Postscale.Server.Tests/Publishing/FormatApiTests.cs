using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>The records in other forms than JSON, from the API.</summary>
public sealed class FormatApiTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("?format=zone", "", "text/dns", "zone")]
    [InlineData("?format=csv", "", "text/csv", "csv")]
    [InlineData("?format=terraform", "", "text/plain", "tf")]
    [InlineData("?format=dnscontrol", "", "text/javascript", "dnscontrol.js")]
    [InlineData("", "text/dns", "text/dns", "zone")]
    [InlineData("", "application/json;q=0.5, text/csv", "text/csv", "csv")]
    public async Task A_form_comes_as_a_file_with_its_type_and_name(string query, string accept, string type, string extension)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("forms.example", "both");
        (string, string)[] headers = accept.Length > 0 ? [("Accept", accept)] : [];
        var answer = await client.GetAsync($"/v1/domains/forms.example/dns{query}", headers);
        Assert.Equal((200, $"{type}; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal($"attachment; filename=\"forms.example.{extension}\"", answer.Header("Content-Disposition"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var token = (await client.RecordsAsync("forms.example")).GetProperty("records")[0].Text("value");
        Assert.Contains(token, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?format=json", "text/dns")]
    [InlineData("", "*/*")]
    [InlineData("", "text/html, text/dns;q=0.9")]
    [InlineData("", "text/dns;q=0")]
    [InlineData("", ";;;")]
    public async Task Everything_else_gets_the_answer_there_always_was(string query, string accept)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("as-ever.example", "both");
        var answer = await client.GetAsync($"/v1/domains/as-ever.example/dns{query}", ("Accept", accept));
        Assert.Equal((await client.RecordsAsync("as-ever.example")).ToString(), answer.Json.ToString());
        Assert.Null(answer.Header("Content-Disposition"));
    }

    [Theory]
    [InlineData("?format=yaml")]
    [InlineData("?format=")]
    [InlineData("?format=ZONE")]
    [InlineData("?format=zone&format=csv")]
    public async Task A_form_that_is_not_known_is_refused_with_the_choices(string query)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("unknown-form.example");
        var error = (await client.GetAsync($"/v1/domains/unknown-form.example/dns{query}")).IsError(400, "field_invalid", "format");
        Assert.Equal("the 'format' parameter must be json, zone, csv, terraform or dnscontrol", error);
    }

    [Fact]
    public async Task Hosts_in_a_table_are_relative_to_the_zone_that_DNS_shows()
    {
        service.Zone.Add(new MailDns.Resolution.NameRecord(MailDns.Resolution.DnsName.Parse("held.example"), MailDns.Resolution.RecordType.NS, 60, MailDns.Resolution.DnsName.Parse("ns.held.example")));
        var client = await service.ClientAsync();
        await client.CreateAsync("mail.held.example");
        var rows = (await client.GetAsync("/v1/domains/mail.held.example/dns?format=csv")).Text.Split("\r\n");
        Assert.StartsWith("ownership,TXT,_postscale.mail.held.example,_postscale.mail,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("mx,MX,mail.held.example,mail,mx.postscale.io,10,3600,required,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_of_another_account_is_not_found_in_any_form()
    {
        await (await service.ClientAsync()).CreateAsync("theirs.example");
        (await (await service.ClientAsync()).GetAsync("/v1/domains/theirs.example/dns?format=zone")).IsError(404, "domain_not_found");
    }
}
