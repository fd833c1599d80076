using System.Globalization;

namespace Postscale.MailDns.Resolution;

/// <summary>Figures in sentences.</summary>
internal static class Words
{
    /// <summary>A time in seconds, to a tenth: "4.5 s".</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
