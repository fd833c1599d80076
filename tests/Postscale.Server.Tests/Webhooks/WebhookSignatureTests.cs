using System.Text;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>Signatures, against values that OpenSSL computed: <c>printf '%s' "$id.$time.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | base64</c>.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = """{"test": 2432232314}""";
    private const long Time = 1614265330;

    /// <summary>The example that implementations of Standard Webhooks are tested with.</summary>
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void The_example_of_Standard_Webhooks_comes_out() => Assert.Equal(Signature, Sign([Read(Secret)], Id, Body));

    [Theory]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "0198f1ee-6c54-7b01-90e6-d701748f0852", "{}", "3OGpvEHovYIjzGss0oKPtiDnwjdmeWUI7Uu8/FLMU9Q=")]
    [InlineData("whsec_//////////////////////////////////////////8=", "a", "{\"name\":\"bücher\"}", "oJPO9m+aNnr+J0nHS57Kos4s4UTVLGk2Dltax6mkWbA=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a", "", "rSa6BzQPy73d/d9mLh5mTJ1Ma7J1bxzHSV6a5sUfswE=")]
    public void Signatures_are_those_that_OpenSSL_computes(string secret, string id, string body, string signature) => Assert.Equal($"v1,{signature}", Sign([Read(secret)], id, body));

    [Fact]
    public void During_a_rotation_both_secrets_sign()
    {
        var (current, former, other) = (WebhookSecret.New(), WebhookSecret.New(), WebhookSecret.New());
        var header = Sign([current, former], Id, Body);
        Assert.Matches("^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$", header);
        Assert.True(Verify(current, header));
        Assert.True(Verify(former, header));
        Assert.False(Verify(other, header));
    }

    [Theory]
    [InlineData("msg_other", Time, Body)]
    [InlineData(Id, Time + 1, Body)]
    [InlineData(Id, Time, """{"test": 2432232315}""")]
    [InlineData(Id, Time, "")]
    public void What_was_changed_on_the_way_does_not_verify(string id, long time, string body) =>
        Assert.False(WebhookSignature.IsSignedBy(Read(Secret), id, time, Encoding.UTF8.GetBytes(body), Signature));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void What_is_no_signature_does_not_verify(string header) => Assert.False(Verify(Read(Secret), header));

    [Theory]
    [InlineData("v1a,AAAA " + Signature)]
    [InlineData(Signature + " v2,AAAA")]
    [InlineData("  " + Signature)]
    public void A_signature_is_found_among_others(string header) => Assert.True(Verify(Read(Secret), header));

    private static WebhookSecret Read(string text) => WebhookSecret.TryParse(text, out var secret) ? secret : throw new InvalidOperationException("no secret");

    private static string Sign(WebhookSecret[] secrets, string id, string body) =>
        WebhookSignature.Sign(secrets, id, DateTimeOffset.FromUnixTimeSeconds(Time).AddMilliseconds(999), Encoding.UTF8.GetBytes(body));

    private static bool Verify(WebhookSecret secret, string header) => WebhookSignature.IsSignedBy(secret, Id, Time, Encoding.UTF8.GetBytes(Body), header);
}
