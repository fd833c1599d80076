namespace Postscale.MailDns.Dkim;

/// <summary>
/// The few elements of DER (X.690 §8 and §10) that a public RSA key is made of. Never throws and never looks past its span.
/// </summary>
internal ref struct DerReader(ReadOnlySpan<byte> rest)
{
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;

    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = rest;

    /// <summary>Whether the last failure was an element longer than what is there.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Whether the next element has this tag.</summary>
    public readonly bool IsNext(byte tag) => Rest.Length > 0 && Rest[0] == tag;

    /// <summary>Reads one element with the given tag, definite length, shortest form.</summary>
    public bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (Rest.Length == 0)
        {
            IsCutOff = true;
            return false;
        }

        return Rest[0] == tag && TryReadAny(out content);
    }

    /// <summary>Reads one element, whatever its tag.</summary>
    public bool TryReadAny(out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryReadLength(out var header, out var length))
            return false;
        if (length > Rest.Length - header)
        {
            IsCutOff = true;
            return false;
        }

        content = Rest.Slice(header, length);
        Rest = Rest[(header + length)..];
        return true;
    }

    private bool TryReadLength(out int header, out int length)
    {
        (header, length) = (2, 0);
        if (Rest.Length < 2)
        {
            IsCutOff = true;
            return false;
        }

        if (Rest[1] < 0x80)
        {
            length = Rest[1];
            return true;
        }

        // A key of 64 KiB does not fit in a TXT record, so two octets of length are the most there can be; none is the indefinite form.
        var octets = Rest[1] & 0x7F;
        if (octets is 0 or > 2)
            return false;
        header += octets;
        if (Rest.Length < header)
        {
            IsCutOff = true;
            return false;
        }

        length = octets == 1 ? Rest[2] : (Rest[2] << 8) | Rest[3];
        return length >= (octets == 1 ? 0x80 : 0x100);
    }
}
