namespace Postscale.Server.Domains;

/// <summary>The domain that an alias forwards to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AcceptsMail">Whether it is verified and active.</param>
public sealed record PrimaryDomain(Guid Id, string Name, bool AcceptsMail);
