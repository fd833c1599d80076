using System.Security.Cryptography;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>
/// Random octets that nobody can foresee (RFC 4086), drawn from the system's generator many at a time: a call for each of the
/// few that a query needs costs more than the query itself.
/// </summary>
internal static class Unforeseeable
{
    private const int Stock = 1024;

    [ThreadStatic]
    private static byte[]? s_octets;

    [ThreadStatic]
    private static int s_left;

    public static void Fill(Span<byte> destination)
    {
        if (destination.Length > Stock)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }

        var octets = s_octets ??= new byte[Stock];
        if (s_left < destination.Length)
        {
            RandomNumberGenerator.Fill(octets);
            s_left = Stock;
        }

        // Each octet is used once, and is gone afterwards.
        var used = octets.AsSpan(s_left - destination.Length, destination.Length);
        used.CopyTo(destination);
        used.Clear();
        s_left -= destination.Length;
    }

    public static ushort UInt16()
    {
        Span<byte> octets = stackalloc byte[2];
        Fill(octets);
        return BitConverter.ToUInt16(octets);
    }

    /// <summary>A number from 0 to one below the bound, each as likely as the others.</summary>
    /// <param name="bound">From 1 to 65,536.</param>
    public static int Below(int bound)
    {
        var whole = (ushort.MaxValue + 1) / bound * bound;
        int drawn;
        do
        {
            drawn = UInt16();
        }
        while (drawn >= whole);
        return drawn % bound;
    }
}
