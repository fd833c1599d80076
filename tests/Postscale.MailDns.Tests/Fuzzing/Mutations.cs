using CsCheck;

namespace Postscale.MailDns.Tests.Fuzzing;

/// <summary>Inputs for a parser: good ones with mistakes made in them, and noise of its own characters and of any.</summary>
internal static class Mutations
{
    /// <summary>The longest input: the data of a DNS record, or a DNS message, has no more octets.</summary>
    private const int MaxLength = 65_535;

    private static readonly Gen<string> s_octets = Gen.Char['\0', 'ÿ'].Array[0, 200].Select(c => new string(c));

    /// <summary>Inputs near the seeds.</summary>
    /// <param name="seeds">Inputs that the parser takes, or nearly.</param>
    public static Gen<string> Near(IReadOnlyList<string> seeds)
    {
        var alphabet = string.Concat(seeds.SelectMany(s => s).Distinct().Append('\0').Append('ÿ').Append(' '));
        var seed = Gen.Int[0, seeds.Count - 1].Select(i => seeds[i]);
        var edit = Gen.Select(Gen.Int[0, 99], Gen.Int[0, MaxLength], Gen.Int[1, 40], Gen.Char[alphabet], seed);
        return Gen.Frequency(
            (6, Gen.Select(seed, edit.Array[0, 6]).Select((text, edits) => edits.Aggregate(text, Apply))),
            (2, Gen.Char[alphabet].Array[0, 200].Select(c => new string(c))),
            (1, s_octets),
            (1, Gen.String));
    }

    private static string Apply(string text, (int Kind, int At, int Length, char Character, string Other) edit)
    {
        var at = edit.At % (text.Length + 1);
        var end = Math.Min(at + edit.Length, text.Length);
        var changed = edit.Kind switch
        {
            < 30 => text[..at] + edit.Character + text[Math.Min(at + 1, text.Length)..],
            < 50 => text[..at] + edit.Character + text[at..],
            < 70 => text[..at] + text[end..],
            < 80 => text[..end] + text[at..],
            < 90 => text[..at] + edit.Other[(edit.At % (edit.Other.Length + 1))..],
            < 99 => text[..at],

            // One edit in a hundred fills the input with a piece of itself: what takes long on long inputs shows here.
            _ => text[..at] + string.Concat(Enumerable.Repeat(text[at..end] is { Length: > 0 } piece ? piece : edit.Character.ToString(), MaxLength / Math.Max(end - at, 1))),
        };
        return changed.Length <= MaxLength ? changed : changed[..MaxLength];
    }
}
