using System.Security.Cryptography;
using System.Text;

namespace Postscale.Server.Records;

/// <summary>The label that makes a domain's DKIM target its own: as stable as the domain's row, and not to be computed from its name.</summary>
public static class DkimLabel
{
    /// <summary>Its length in octets: 128 bits in hexadecimal.</summary>
    public const int Length = 32;

    /// <summary>
    /// The label of the row that has a token: the first 128 bits of the SHA-256 of <c>postscale-dkim-target:</c> and the token.
    /// The token has 128 random bits, so that the way back is as long as guessing it.
    /// </summary>
    /// <param name="token">The ownership token.</param>
    public static string Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"postscale-dkim-target:{token}")))[..Length];
}
