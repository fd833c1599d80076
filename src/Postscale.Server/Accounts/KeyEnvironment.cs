namespace Postscale.Server.Accounts;

/// <summary>Which of an account's two separate sets of domains a key sees.</summary>
public enum KeyEnvironment
{
    /// <summary>Domains that take part in mail.</summary>
    Live,

    /// <summary>Domains that behave alike in the API and never take part in mail.</summary>
    Test,
}
