namespace Postscale.MailDns.Spf;

/// <summary>The bounds of one evaluation (RFC 7208 §4.6.4). The defaults are the RFC's.</summary>
public sealed record SpfLimits
{
    /// <summary>The limits of RFC 7208.</summary>
    public static readonly SpfLimits Default = new();

    /// <summary>How many terms may cause look-ups: include, a, mx, ptr, exists and redirect. 10.</summary>
    public int MaxLookups { get; init; } = 10;

    /// <summary>How many terms may have look-ups that end without a record. 2.</summary>
    public int MaxVoidLookups { get; init; } = 2;

    /// <summary>How many exchangers one "mx" may have. 10.</summary>
    public int MaxMxNames { get; init; } = 10;

    /// <summary>How many reverse names are looked at; further ones are passed over. 10.</summary>
    public int MaxPtrNames { get; init; } = 10;

    /// <summary>How long an evaluation may take. 20 seconds, the least that the RFC recommends.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long <see cref="SpfAuthorisation"/> may take, once it has decided, to count the rest and to make a suggestion. 2 seconds.</summary>
    public TimeSpan MaxAdviceDuration { get; init; } = TimeSpan.FromSeconds(2);
}
