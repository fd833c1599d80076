using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class DkimLabelTests
{
    /// <summary>By sha256sum: operators may compute it themselves, and what is published must not change with a version.</summary>
    [Fact]
    public void It_is_128_bits_of_a_hash_of_the_token_and_never_changes() => Assert.Equal("e2e1cd829212c503ddb5ec84194b8fbb", DkimLabel.Of(RecordWorld.Token));

    [Fact]
    public void Each_token_has_another_and_none_shows_its_token()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => OwnershipRecord.NewToken()).ToList();
        Assert.Equal(tokens.Count, tokens.Select(DkimLabel.Of).Distinct().Count());
        Assert.All(tokens, t => Assert.DoesNotContain(t[..8], DkimLabel.Of(t), StringComparison.Ordinal));
        Assert.All(tokens, t => Assert.Matches("^[0-9a-f]{32}$", DkimLabel.Of(t)));
    }
}
