namespace Postscale.Server.Accounts;

/// <summary>What is known of a key that was sent.</summary>
/// <param name="Caller">Who it belongs to, if it is good.</param>
/// <param name="Refusal">Why it is not.</param>
public readonly record struct KeyAnswer(Caller? Caller, KeyRefusal Refusal)
{
    /// <summary>No such key.</summary>
    public static readonly KeyAnswer Unknown = new(null, KeyRefusal.Unknown);

    /// <summary>It was good once.</summary>
    public static readonly KeyAnswer Expired = new(null, KeyRefusal.Expired);
}
