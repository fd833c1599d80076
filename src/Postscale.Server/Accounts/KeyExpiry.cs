using System.Globalization;

namespace Postscale.Server.Accounts;

/// <summary>
/// When a key expires: after a time from when it was made, or at a date. A key that replaces another gets the same time from then,
/// or the same date.
/// </summary>
/// <param name="Lifetime">The time from when it was made.</param>
/// <param name="At">The date.</param>
public sealed record KeyExpiry(TimeSpan? Lifetime, DateTimeOffset? At)
{
    /// <summary>Never.</summary>
    public static readonly KeyExpiry Never = new(null, null);

    private const int MaxDays = 3650;

    /// <summary>Reads <c>90d</c>, <c>12h</c>, a date (which begins at midnight UTC) or a time of RFC 3339.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expiry">When, if it is well formed.</param>
    public static bool TryParse(string text, out KeyExpiry expiry)
    {
        expiry = Never;
        if (TryParseDuration(text, out var lifetime) && lifetime > TimeSpan.Zero)
        {
            expiry = new KeyExpiry(lifetime, null);
        }
        else if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            expiry = new KeyExpiry(null, at);
        }

        return expiry != Never;
    }

    /// <summary>Reads a number of days or hours, such as <c>7d</c> or <c>24h</c>; <c>0</c> needs no unit. At most ten years.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The time, if it is well formed.</param>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        if (text.Length < 2 || text[^1] is not ('d' or 'h') || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var hours = (long)number * (text[^1] == 'd' ? 24 : 1);
        duration = TimeSpan.FromHours(Math.Min(hours, MaxDays * 24));
        return hours <= MaxDays * 24;
    }

    /// <summary>When a key that is made now expires; null: never.</summary>
    /// <param name="now">The time.</param>
    public DateTimeOffset? From(DateTimeOffset now) => Lifetime is { } lifetime ? now + lifetime : At;
}
