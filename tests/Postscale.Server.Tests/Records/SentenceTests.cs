using CsCheck;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class SentenceTests
{
    [Fact]
    public void Whatever_DNS_says_becomes_printable_ASCII_of_bounded_length() => Gen.String.Sample(text =>
    {
        var quoted = Sentence.Quote(text);
        Assert.InRange(quoted.Length, 2, 83);
        Assert.All(quoted.TrimEnd('"').TrimEnd('…'), c => Assert.InRange(c, ' ', '~'));
    });

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "\"0\"")]
    [InlineData(3, "\"0\", \"1\", \"2\"")]
    [InlineData(4, "\"0\", \"1\", \"2\" and 1 more")]
    [InlineData(90, "\"0\", \"1\", \"2\" and 87 more")]
    public void Of_many_texts_three_are_named(int count, string sentence) =>
        Assert.Equal(sentence, Sentence.Quote([.. Enumerable.Range(0, count).Select(i => $"{i}")]));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("a\r\nb", 9, "a??b")]
    public void A_text_is_cut_where_it_is_too_long(string text, int length, string cut) => Assert.Equal(cut, Sentence.Cut(text, length));
}
