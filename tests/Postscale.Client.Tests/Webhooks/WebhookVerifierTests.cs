using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Postscale.Client.Tests.Webhooks;

public sealed class WebhookVerifierTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] s_body = """{"test": 2432232314}"""u8.ToArray();

    // The example of the Standard Webhooks specification.
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void The_example_of_the_specification_is_genuine() => Assert.Equal(WebhookVerdict.Genuine, Verify());

    [Fact]
    public void One_good_signature_among_several_is_enough()
    {
        Assert.Equal(WebhookVerdict.Genuine, Verify(signatures: $"v1,AAAA v2,{Signature[3..]} v1a,x {Signature}"));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(signatures: $"v1,AAAA v2,{Signature[3..]}"));
    }

    [Fact]
    public void Any_of_the_secrets_will_do()
    {
        var other = "whsec_" + Convert.ToBase64String(new byte[32]);
        Assert.Equal(WebhookVerdict.Genuine, Verify(new WebhookVerifier(other, Secret) { TimeProvider = new FakeTimeProvider(s_now) }));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(new WebhookVerifier(other) { TimeProvider = new FakeTimeProvider(s_now) }));
    }

    [Theory]
    [InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(301, WebhookVerdict.TooOld)]
    [InlineData(-300, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.TooNew)]
    public void The_time_may_be_five_minutes_off_and_no_more(int age, WebhookVerdict verdict) =>
        Assert.Equal(verdict, Verify(new WebhookVerifier(Secret) { TimeProvider = new FakeTimeProvider(s_now.AddSeconds(age)) }));

    [Fact]
    public void The_tolerance_is_the_callers() =>
        Assert.Equal(WebhookVerdict.TooOld, Verify(new WebhookVerifier(Secret) { TimeProvider = new FakeTimeProvider(s_now.AddSeconds(11)), Tolerance = TimeSpan.FromSeconds(10) }));

    [Fact]
    public void Whatever_is_changed_is_noticed()
    {
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(id: Id + "x"));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(timestamp: "1614265331"));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(body: [.. s_body, (byte)' ']));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(signatures: Signature[..^1]));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(signatures: Signature[3..]));
    }

    [Theory]
    [InlineData(null, "1614265330", Signature)]
    [InlineData("", "1614265330", Signature)]
    [InlineData(Id, null, Signature)]
    [InlineData(Id, "soon", Signature)]
    [InlineData(Id, "-1614265330", Signature)]
    [InlineData(Id, " 1614265330", Signature)]
    [InlineData(Id, "99999999999999999999", Signature)]
    [InlineData(Id, "1614265330", null)]
    [InlineData(Id, "1614265330", "")]
    public void What_is_missing_or_no_number_is_malformed(string? id, string? timestamp, string? signatures) =>
        Assert.Equal(WebhookVerdict.Malformed, new WebhookVerifier(Secret).Verify(id, timestamp, signatures, s_body));

    [Fact]
    public void A_header_of_very_many_signatures_is_read_to_a_bound()
    {
        Assert.Equal(WebhookVerdict.Genuine, Verify(signatures: string.Join(' ', Enumerable.Repeat("v1,AAAA", 31).Append(Signature))));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify(signatures: string.Join(' ', Enumerable.Repeat("v1,AAAA", 32).Append(Signature))));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_!!!")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("whsec_ ")]
    [InlineData("whsec_\n")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_secret_that_is_none_is_refused(string secret) => Assert.Throws<ArgumentException>(() => new WebhookVerifier(secret));

    [Fact]
    public void Without_a_secret_nothing_is_verified() => Assert.Throws<ArgumentException>(() => new WebhookVerifier());

    [Fact]
    public void The_signature_is_of_the_octets_whatever_they_are()
    {
        var body = RandomNumberGenerator.GetBytes(1000);
        var wanted = HMACSHA256.HashData(Convert.FromBase64String(Secret[6..]), (byte[])[.. Encoding.UTF8.GetBytes($"é.{s_now.ToUnixTimeSeconds()}."), .. body]);
        Assert.Equal(WebhookVerdict.Genuine, Verify(id: "é", body: body, signatures: "v1," + Convert.ToBase64String(wanted)));
    }

    private static WebhookVerdict Verify(WebhookVerifier? verifier = null, string id = Id, string timestamp = "1614265330", string signatures = Signature, byte[]? body = null) =>
        (verifier ?? new WebhookVerifier(Secret) { TimeProvider = new FakeTimeProvider(s_now) }).Verify(id, timestamp, signatures, body ?? s_body);
}
