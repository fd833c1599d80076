namespace Postscale.Client;

/// <summary>Domain Connect (draft-ietf-dconn-domainconnect): the provider enters the records itself, once its customer agrees.</summary>
public sealed record DomainConnect
{
    /// <summary>Where to send the customer's browser.</summary>
    public required string ApplyUrl { get; init; }
}
