using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>Names on the wire, compressed or not (RFC 1035 §3.1, §4.1.4).</summary>
internal static class NameCodec
{
    private const int PointerMask = 0xC0;

    // A name has at most 127 labels, so more pointers than that cannot all lead to one.
    private const int MaxPointers = 127;

    /// <summary>Reads a name and moves past it. A pointer must lead backwards, to before the run of labels it ends.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="position">Where the name starts; afterwards, where it ends.</param>
    /// <param name="name">The name, if there is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        var labels = new List<byte[]>(4);
        var length = 1;
        var at = position;
        var runStart = position;
        var end = -1;
        for (var pointers = 0; ;)
        {
            if ((uint)at >= (uint)message.Length)
            {
                return false;
            }

            int octet = message[at];
            if (octet == 0)
            {
                position = end < 0 ? at + 1 : end;
                return DnsName.TryAdopt([.. labels], out name);
            }

            if ((octet & PointerMask) == PointerMask)
            {
                if (at + 1 >= message.Length || ++pointers > MaxPointers)
                {
                    return false;
                }

                var target = ((octet & ~PointerMask) << 8) | message[at + 1];
                if (target >= runStart || target < MessageHeader.Length)
                {
                    return false;
                }

                if (end < 0)
                {
                    end = at + 2;
                }

                at = runStart = target;
                continue;
            }

            // RFC 6891 §5: the other two label types were given up.
            length += 1 + octet;
            if ((octet & PointerMask) != 0 || length > DnsName.MaxWireLength || at + 1 + octet > message.Length)
            {
                return false;
            }

            labels.Add(message.Slice(at + 1, octet).ToArray());
            at += 1 + octet;
        }
    }

    /// <summary>Writes a name without compression.</summary>
    /// <returns>How many octets were written.</returns>
    public static int Write(Span<byte> destination, DnsName name)
    {
        var at = 0;
        for (var i = 0; i < name.LabelCount; i++)
        {
            var label = name.Label(i);
            destination[at++] = (byte)label.Length;
            label.CopyTo(destination[at..]);
            at += label.Length;
        }

        destination[at] = 0;
        return at + 1;
    }
}
