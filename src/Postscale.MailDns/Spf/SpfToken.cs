namespace Postscale.MailDns.Spf;

/// <summary>A word of a record: the version or a term.</summary>
/// <param name="Start">Where it begins in the text, from 0.</param>
/// <param name="Text">The word.</param>
internal readonly record struct SpfToken(int Start, string Text)
{
    public int End => Start + Text.Length;

    /// <summary>Splits at spaces, and at nothing else (RFC 7208 §4.6.1: terms are separated by 1*SP).</summary>
    public static List<SpfToken> Split(string text)
    {
        var tokens = new List<SpfToken>();
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            var end = text.IndexOf(' ', i);
            end = end < 0 ? text.Length : end;
            tokens.Add(new SpfToken(i, text[i..end]));
            i = end;
        }

        return tokens;
    }
}
