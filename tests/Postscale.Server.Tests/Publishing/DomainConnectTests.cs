using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Publishing;
using Postscale.Server.Records;
using Postscale.Server.Tests.Webhooks;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Domain Connect, with a provider's stand-in that reads links as the draft says.</summary>
[Trait("Database", "None")]
public sealed class DomainConnectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly ZoneResolver _dns = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("example.com", DomainType.Both, false, "domain groupId token", "ownership,mx,spf,dkim,dmarc,return_path")]
    [InlineData("mail.example.com", DomainType.Inbound, false, "domain host groupId token", "ownership,mx")]
    [InlineData("example.com", DomainType.Outbound, true, "domain groupId token", "ownership,spf,dkim,return_path")]
    public async Task A_link_holds_what_the_template_needs_and_is_signed(string domain, DomainType type, bool hasPolicy, string names, string groups)
    {
        await using var provider = await StartAsync();
        if (hasPolicy)
        {
            _dns.Txt("_dmarc.example.com", "v=DMARC1; p=none");
        }

        var link = await FindAsync(domain, type);
        Assert.NotNull(link);
        Assert.Equal("/ux/v2/domainTemplates/providers/postscale.io/services/email/apply", link.AbsolutePath);
        var properties = link.Query[1..].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        Assert.Equal([.. names.Split(' '), "sig", "key"], properties.Keys);
        Assert.Equal(("example.com", groups, "0123456789abcdef"), (properties["domain"], properties["groupId"], properties["token"]));
        Assert.Equal(domain == "example.com" ? null : "mail", properties.GetValueOrDefault("host"));

        // As a provider does: the query without sig and key, against the key whose parts stand at that label.
        var signed = link.Query[1..link.Query.IndexOf("&sig=", StringComparison.Ordinal)];
        Assert.Equal("_dck1", properties["key"]);
        using var rsa = PublicKey(Key().PublicTexts());
        Assert.True(rsa.VerifyData(Encoding.UTF8.GetBytes(signed), Convert.FromBase64String(properties["sig"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.False(rsa.VerifyData(Encoding.UTF8.GetBytes(signed + "1"), Convert.FromBase64String(properties["sig"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(["/api/v2/example.com/settings", "/service/v2/domainTemplates/providers/postscale.io/services/email"], provider.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("template")]
    [InlineData("settings")]
    [InlineData("rubbish")]
    [InlineData("plain")]
    [InlineData("redirect")]
    public async Task A_provider_that_cannot_is_not_linked_to(string fault)
    {
        await using var provider = await StartAsync(fault);
        Assert.Null(await FindAsync("example.com", DomainType.Both));
    }

    [Fact]
    public async Task Without_a_key_without_a_record_or_at_a_private_address_there_is_no_link_and_nobody_is_asked()
    {
        await using var provider = await StartAsync();
        Assert.Null(await FindAsync("example.com", DomainType.Both, hasKey: false));
        Assert.Null(await FindAsync("example.com", DomainType.Both, allowPrivate: false));
        _dns.Remove("_domainconnect.example.com");
        Assert.Null(await FindAsync("example.com", DomainType.Both));
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public void The_template_has_all_records_each_in_its_group()
    {
        using var template = JsonDocument.Parse(DomainConnectTemplate.Write(Platform.Default));
        var root = template.RootElement;
        Assert.Equal(("postscale.io", "email", "postscale.io"), (root.GetProperty("providerId").GetString(), root.GetProperty("serviceId").GetString(), root.GetProperty("syncPubKeyDomain").GetString()));
        Assert.Equal(
            [
                "ownership TXT _postscale postscale-verification=%token%",
                "mx MX @ mx.postscale.io",
                "spf SPFM @ include:_spf.postscale.io",
                "dkim CNAME postscale1._domainkey postscale1.dkim.postscale.io",
                "dmarc TXT _dmarc v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io",
                "return_path CNAME ps-bounces bounces.postscale.io",
            ],
            root.GetProperty("records").EnumerateArray().Select(r => string.Join(
                ' ',
                new[] { "groupId", "type", "host", "data", "pointsTo", "spfRules" }.Where(n => r.TryGetProperty(n, out _)).Select(n => r.GetProperty(n).GetString()))));
        Assert.Contains("\"pointsTo\": \"%dkimtarget%\"", DomainConnectTemplate.Write(Platform.Default with { DkimTargetMode = DkimTargetMode.PerDomain }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "RSA private key")]
    [InlineData("hello", "RSA private key")]
    [InlineData("short", "fewer than 2048 bits")]
    public async Task A_file_that_is_no_key_is_told_from_one_that_is(string text, string error)
    {
        if (text == "short")
        {
            using var rsa = RSA.Create(1024);
            text = rsa.ExportPkcs8PrivateKeyPem();
        }

        await File.WriteAllTextAsync(_folder.File("bad.pem"), text, Token);
        Assert.False(SigningKey.TryRead(_folder.File("bad.pem"), out _, out var why));
        Assert.Contains(error, why, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("bad.pem")));
    }

    [Fact]
    public void Each_part_of_the_key_fits_into_a_string() => Assert.All(Key().PublicTexts(), t => Assert.InRange(t.Length, 1, 255));

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task<Receiver> StartAsync(string? fault = null)
    {
        var provider = await Receiver.StartAsync(_authority.Issue("dc.example"));
        var port = provider.Url.Port;
        _dns.Address("dc.example", "127.0.0.1").Txt("_domainconnect.example.com", $"dc.example:{port}/api");
        provider.Answer = async (context, _) =>
        {
            var isTemplate = context.Request.Path.StartsWithSegments("/service");
            context.Response.StatusCode = fault == "redirect" ? 302 : (fault == "template" && isTemplate) || (fault == "settings" && !isTemplate) ? 404 : 200;
            context.Response.Headers.Location = "https://elsewhere.example/";
            await context.Response.WriteAsync(
                fault == "rubbish" ? "<html>" : $$"""{"providerId":"dc.example","urlSyncUX":"{{(fault == "plain" ? "http" : "https")}}://dc.example:{{port}}/ux","urlAPI":"https://dc.example:{{port}}/service"}""", Token);
        };
        return provider;
    }

    private async Task<Uri?> FindAsync(string domain, DomainType type, bool hasKey = true, bool allowPrivate = true)
    {
        using var http = new ProviderHttp(_dns, allowPrivate, _authority.Roots);
        var links = new DomainConnectLinks(_dns, new PostscaleOptions { DomainConnectKey = hasKey ? Key() : null }, TimeProvider.System, http);
        return await links.FindAsync(new RecordContext(DnsName.Parse(domain), "0123456789abcdef", Platform.Default), type, DnsName.Parse("example.com"), Token);
    }

    private SigningKey Key()
    {
        var file = _folder.File("dc.pem");
        if (!File.Exists(file))
        {
            using var rsa = RSA.Create(2048);
            File.WriteAllText(file, rsa.ExportPkcs8PrivateKeyPem());
        }

        Assert.True(SigningKey.TryRead(file, out var key, out var error), error);
        return key;
    }

    /// <summary>The parts in their order, joined.</summary>
    private static RSA PublicKey(IReadOnlyList<string> texts)
    {
        var parts = texts.Select(t => t.Split(',', 3)).OrderBy(p => int.Parse(p[0][2..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(parts, p => Assert.Equal("a=RS256", p[1]));
        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(string.Concat(parts.Select(p => p[2][2..]))), out _);
        return rsa;
    }
}
