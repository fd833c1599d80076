namespace Postscale.Server.Options;

/// <summary>Whom the service asks about a customer's domain.</summary>
public enum DnsMode
{
    /// <summary>The configured recursive resolvers.</summary>
    Recursive,

    /// <summary>The domain's own name servers, past every cache.</summary>
    Authoritative,
}
