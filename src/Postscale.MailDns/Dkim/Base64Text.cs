namespace Postscale.MailDns.Dkim;

/// <summary>What a base64 text came to.</summary>
/// <param name="Octets">The octets read, also where the text ends in the middle of one.</param>
/// <param name="BadPosition">Where the first character stands that does not belong; -1 when there is none.</param>
/// <param name="EndsMidOctet">Whether a single digit is left over, which no encoder writes.</param>
/// <param name="LacksPadding">Whether equals signs are missing at the end.</param>
internal readonly record struct Base64Text(byte[] Octets, int BadPosition, bool EndsMidOctet, bool LacksPadding)
{
    /// <summary>Reads base64 with white space anywhere, as RFC 6376 §2.10 has it: base64string; the padding may be missing there.</summary>
    public static Base64Text Read(string text)
    {
        var octets = new List<byte>((text.Length / 4 * 3) + 3);
        var (bits, count, digits, padding) = (0, 0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '\t' or '\r' or '\n')
                continue;
            if (c == '=' && padding < Missing(digits))
            {
                padding++;
                continue;
            }

            var value = Digit(c);
            if (value < 0 || padding > 0)
                return new Base64Text([], i, false, false);

            digits++;
            bits = ((bits << 6) | value) & 0xFFFF;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                octets.Add((byte)(bits >> count));
            }
        }

        return new Base64Text([.. octets], -1, digits % 4 == 1, padding < Missing(digits));
    }

    private static int Missing(int digits) => (digits % 4) switch { 2 => 2, 3 => 1, _ => 0 };

    private static int Digit(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
