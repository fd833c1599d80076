using System.Text.RegularExpressions;

namespace Postscale.Server.Tests.Conventions;

/// <summary>
/// A comparison that ends at the first difference tells how much of a guess was right. Whatever is named a secret, hash, signature,
/// fingerprint or digest is compared by CryptographicOperations.FixedTimeEquals.
/// </summary>
public sealed partial class SecretComparisonTests
{
    [Fact]
    public void Secrets_are_compared_in_constant_time() =>
        Assert.Empty(SourceFile.In("src/Postscale.Server").SelectMany(f => f.Lines.Select((line, i) => (f.Path, Number: i + 1, Line: line))).Where(l => Compares(l.Line)).Select(l => $"{l.Path}:{l.Number}: {l.Line.Trim()}"));

    [Theory]
    [InlineData("src/Postscale.Server/Storage/KeyStore.cs")]
    [InlineData("src/Postscale.Server/Http/Idempotency.cs")]
    public void Where_a_secret_is_compared_it_is_done_so(string path) =>
        Assert.Contains("CryptographicOperations.FixedTimeEquals(", SourceFile.In("src/Postscale.Server").Single(f => f.Path == path).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("if (found.Hash == hash)", true)]
    [InlineData("if (x != keyHash)", true)]
    [InlineData("if (given.SequenceEqual(secret))", true)]
    [InlineData("return signature.AsSpan().SequenceEqual(expected);", true)]
    [InlineData("return string.Equals(secret, given, StringComparison.Ordinal);", true)]
    [InlineData("return _secret.Equals(given);", true)]
    [InlineData("if (secret is null || hash == null || null != fingerprint)", false)]
    [InlineData("return CryptographicOperations.FixedTimeEquals(found.Hash, hash) == true;", false)]
    [InlineData("if (hash.Length == 32)", false)]
    [InlineData("// a secret == another", false)]
    [InlineData("SELECT id FROM api_keys WHERE secret_hash = @hash", false)]
    [InlineData("if (name == \"signature\")", false)]
    public void A_comparison_that_is_not_is_told_from_one_that_is(string line, bool compares) => Assert.Equal(compares, Compares(line));

    private static bool Compares(string line)
    {
        var code = Harmless().Replace(line, "");
        return ByOperator().IsMatch(code) || (ByMethod().IsMatch(code) && Secret().IsMatch(code));
    }

    // Comments, texts, constant-time comparisons, lengths, and whether there is one at all.
    [GeneratedRegex(@"//.*|""[^""]*""|FixedTimeEquals\([^)]*\)|\w+\.Length|\w*\s*[!=]=\s*null|null\s*[!=]=\s*\w*")]
    private static partial Regex Harmless();

    [GeneratedRegex($@"{Name}\s*[!=]=(?!=|>)|[!=]=\s*(?:\w+\.)*{Name}")]
    private static partial Regex ByOperator();

    [GeneratedRegex(@"\b(SequenceEqual|Equals)\(")]
    private static partial Regex ByMethod();

    [GeneratedRegex(Name)]
    private static partial Regex Secret();

    private const string Name = @"\b\w*(?:[Ss]ecret|(?<![Gg]et)[Hh]ash(?!Code|Data|Size|Set)|[Ss]ignature|[Ff]ingerprint|[Dd]igest)\w*\b(?!\()";
}
