using CsCheck;
using Postscale.Server.Accounts;

namespace Postscale.Server.Tests.Accounts;

public sealed class ApiKeyTextTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // A new key each time the generator is asked; which one is of no matter to a property of all keys.
    private static readonly Gen<string> s_key = Gen.Bool.Select(live => ApiKeyText.Create(live ? KeyEnvironment.Live : KeyEnvironment.Test));

    [Fact]
    public void Every_key_that_is_made_is_well_formed() => s_key.Sample(key =>
    {
        Assert.True(ApiKeyText.IsWellFormed(key));
        Assert.Matches("^ps_(live|test)_[0-9A-Za-z]{38}$", key);
    });

    [Theory]
    [InlineData(KeyEnvironment.Live, "ps_live_")]
    [InlineData(KeyEnvironment.Test, "ps_test_")]
    public void A_key_shows_its_environment(KeyEnvironment environment, string prefix) => Assert.StartsWith(prefix, ApiKeyText.Create(environment), StringComparison.Ordinal);

    [Fact]
    public void A_key_with_any_one_character_changed_is_not_well_formed() =>
        Gen.Select(s_key, Gen.Int[0, ApiKeyText.Length - 1], Gen.OneOf(Gen.Int[0, 61].Select(i => Alphabet[i]), Gen.Char)).Sample((key, at, other) =>
            Assert.Equal(key[at] == other, ApiKeyText.IsWellFormed($"{key[..at]}{other}{key[(at + 1)..]}")));

    [Fact]
    public void A_key_with_two_neighbours_swapped_is_not_well_formed() => Gen.Select(s_key, Gen.Int[0, ApiKeyText.Length - 2]).Sample((key, at) =>
        Assert.Equal(key[at] == key[at + 1], ApiKeyText.IsWellFormed($"{key[..at]}{key[at + 1]}{key[at]}{key[(at + 2)..]}")));

    [Fact]
    public void Any_other_text_is_no_key() => Gen.OneOf(Gen.String, s_key.Select(k => k + "0"), s_key.Select(k => k[1..]), s_key.Select(k => $" {k}"), s_key.Select(k => k.ToUpperInvariant()))
        .Sample(text => Assert.False(ApiKeyText.IsWellFormed(text)));

    /// <summary>The checksum is part of the format: another program must come to the same. CRC-32 as in RFC 1952 §8.</summary>
    [Theory]
    [InlineData("ps_live_00000000000000000000000000000000")]
    [InlineData("ps_test_abcdefghijklmnopqrstuvwxyzABCDEF")]
    public void The_checksum_is_the_CRC_32_of_what_stands_before_it_in_base62(string head)
    {
        var crc = uint.MaxValue;
        foreach (var octet in head)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
            }
        }

        crc = ~crc;
        var checksum = "";
        for (var i = 0; i < 6; i++, crc /= 62)
        {
            checksum = Alphabet[(int)(crc % 62)] + checksum;
        }

        Assert.True(ApiKeyText.IsWellFormed(head + checksum));
    }

    [Fact]
    public void The_random_part_uses_the_whole_alphabet_evenly_and_does_not_repeat()
    {
        const int Keys = 3000;
        var randoms = Enumerable.Range(0, Keys).Select(_ => ApiKeyText.Create(KeyEnvironment.Live)[8..40]).ToList();
        Assert.Equal(Keys, randoms.Distinct().Count());
        var counts = string.Concat(randoms).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(Alphabet, new string([.. counts.Keys.Order()]));

        // Seven standard deviations: no honest run in 10^9 is outside.
        var mean = Keys * 32 / 62.0;
        Assert.All(counts.Values, count => Assert.InRange(count, mean - (7 * Math.Sqrt(mean)), mean + (7 * Math.Sqrt(mean))));
    }
}
