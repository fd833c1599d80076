namespace Postscale.Client.Tests;

/// <summary>What is shown once is not shown by logs that write whole objects.</summary>
public sealed class SecretTests
{
    private static readonly Guid s_id = new("d290f1ee-6c54-4b01-90e6-d701748f0851");

    [Fact]
    public void A_key_s_text_tells_which_it_is_and_not_what()
    {
        var key = new ApiKey { Id = s_id, Key = "ps_live_secret", Prefix = "ps_live_AbCd", LastFour = "wXyZ", Environment = "live", Scopes = ["read"], CreatedAt = default };
        Assert.Equal("d290f1ee-6c54-4b01-90e6-d701748f0851 (ps_live_AbCd…wXyZ)", key.ToString());
    }

    [Fact]
    public void A_webhook_s_text_tells_where_it_goes_and_no_secret()
    {
        var webhook = new Webhook
        {
            Id = s_id, Url = "https://user:word@hooks.example:8443/path-of-secrets", Description = "", Events = [], Active = true, Secret = "whsec_secret", CreatedAt = default, UpdatedAt = default,
        };
        Assert.Equal("d290f1ee-6c54-4b01-90e6-d701748f0851 (hooks.example:8443)", webhook.ToString());
    }
}
