using CsCheck;
using Postscale.MailDns.Dkim;

namespace Postscale.MailDns.Tests.Dkim;

public sealed class DkimKeyRecordTests
{
    [Theory]
    [MemberData(nameof(DkimKeyRecordCases.Usable), MemberType = typeof(DkimKeyRecordCases))]
    public void A_usable_record_is_read(string text, DkimKeyAlgorithm algorithm, int bits, DkimKeyWarningKind[] warnings)
    {
        Assert.True(DkimKeyRecord.TryParse(TestKeys.Fill(text), out var record, out var error), error?.Reason);
        Assert.Equal(algorithm, record.Algorithm);
        Assert.Equal(bits, record.KeyBits);
        Assert.Equal(warnings.Order(), record.Warnings.Select(w => w.Kind).Order());
        Assert.False(record.IsRevoked);
    }

    [Theory]
    [MemberData(nameof(DkimKeyRecordCases.Unusable), MemberType = typeof(DkimKeyRecordCases))]
    public void An_unusable_record_names_kind_place_and_reason(string text, DkimKeyErrorKind kind, int position, string words)
    {
        Assert.False(DkimKeyRecord.TryParse(TestKeys.Fill(text), out _, out var error));
        Assert.Equal((kind, position), (error.Kind, error.Position));
        Assert.Contains(words, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=DKIM1; p=")]
    [InlineData("v=DKIM1; p=;")]
    [InlineData("v=DKIM1; k=ed25519; p= ;t=s")]
    public void An_empty_key_is_a_revoked_one(string text)
    {
        Assert.True(DkimKeyRecord.TryParse(text, out var record, out _));
        Assert.True(record.IsRevoked);
        Assert.Equal(0, record.KeyBits);
        Assert.False(record.HasSameKeyAs(record));
    }

    [Fact]
    public void Tags_come_out_as_written()
    {
        var record = Parse("v=DKIM1; h=sha1 : sha256; s=email:x-1; t=s:y; n=a=20note here; p={rsa}");
        Assert.Equal(["sha1", "sha256"], record.HashAlgorithms);
        Assert.Equal(["email", "x-1"], record.ServiceTypes);
        Assert.Equal(["s", "y"], record.Flags);
        Assert.Equal("a=20note here", record.Notes);
        Assert.True(record.IsTesting);
        Assert.True(record.IsStrict);
        Assert.Equal(TestKeys.Rsa2048, record.PublicKey.ToArray());
    }

    [Fact]
    public void Absent_tags_have_their_defaults()
    {
        var record = Parse("p={rsa}");
        Assert.Equal(["*"], record.ServiceTypes);
        Assert.Empty(record.HashAlgorithms);
        Assert.Empty(record.Flags);
        Assert.Null(record.Notes);
        Assert.False(record.IsTesting || record.IsStrict);
    }

    [Theory]
    [InlineData("p={rsa}", "v=DKIM1; k=rsa; t=y; p={pkcs1}", true)]
    [InlineData("p={rsa}", "p={folded}", true)]
    [InlineData("p={rsa}", "p={rsa1024}", false)]
    [InlineData("k=ed25519; p={ed}", "p={ed}; k=ed25519; n=other", true)]
    [InlineData("k=ed25519; p={ed}", "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", false)]
    [InlineData("k=ed25519; p={ed}", "p={rsa}", false)]
    [InlineData("p=", "p=", false)]
    public void Keys_are_compared_by_what_they_are_and_not_by_how_they_are_written(string left, string right, bool same)
    {
        Assert.Equal(same, Parse(left).HasSameKeyAs(Parse(right)));
        Assert.Equal(same, Parse(right).HasSameKeyAs(Parse(left)));
    }

    [Fact]
    public void Two_keys_of_one_length_differ() =>
        Assert.False(Parse("p={rsa}").HasSameKeyAs(Parse("p=" + Convert.ToBase64String(TestKeys.OtherRsa2048))));

    [Fact]
    public void The_strings_of_a_long_record_hold_255_octets_each_and_join_to_the_record()
    {
        var record = Parse("p={rsa4096}");
        var strings = record.ToTxtStrings();
        Assert.Equal(record.ToString(), string.Concat(strings));
        Assert.All(strings, s => Assert.InRange(s.Length, 1, 255));
        Assert.All(strings.SkipLast(1), s => Assert.Equal(255, s.Length));
    }

    [Theory]
    [MemberData(nameof(DkimKeyRecordCases.Usable), MemberType = typeof(DkimKeyRecordCases))]
    public void Writing_and_reading_again_gives_the_same_record(string text, DkimKeyAlgorithm algorithm, int bits, DkimKeyWarningKind[] warnings)
    {
        var first = Parse(text);
        var second = Parse(first.ToString());
        Assert.Equal(first.ToString(), second.ToString());
        Assert.True(first.HasSameKeyAs(second));
        Assert.Equal((algorithm, bits), (second.Algorithm, second.KeyBits));
        Assert.Subset(warnings.ToHashSet(), second.Warnings.Select(w => w.Kind).ToHashSet());
    }

    [Fact]
    public void A_key_cut_anywhere_is_never_taken_for_a_whole_one()
    {
        var whole = Convert.ToBase64String(TestKeys.Rsa2048);
        for (var length = 1; length < whole.TrimEnd('=').Length; length++)
        {
            Assert.False(DkimKeyRecord.TryParse("v=DKIM1; p=" + whole[..length], out _, out var error));
            Assert.Equal(DkimKeyErrorKind.KeyCutOff, error.Kind);
        }
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["vpknsth=;:\"\\ \t\r\nDKIM1rsaed25519AQ+/*-,"], 0, 80]).Sample(CheckAny, iter: 20_000);

    [Fact]
    public void Any_octets_as_a_key_are_read_or_refused() =>
        Gen.Byte.Array[0, 120].Sample(octets => CheckAny("v=DKIM1; p=" + Convert.ToBase64String(octets)), iter: 20_000);

    [Fact]
    public void A_key_with_one_octet_changed_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, 293], Gen.Byte).Sample((at, value) =>
        {
            var octets = TestKeys.Rsa2048.ToArray();
            octets[at] = value;
            CheckAny("v=DKIM1; p=" + Convert.ToBase64String(octets));
        }, iter: 5_000);

    [Fact]
    public void A_record_of_the_greatest_length_is_refused_in_time()
    {
        Assert.False(DkimKeyRecord.TryParse(new string(';', 65_535), out _, out _));
        Assert.False(DkimKeyRecord.TryParse("p=" + new string('A', 65_533), out _, out _));
        Assert.False(DkimKeyRecord.TryParse(new string(' ', 65_535), out _, out _));
        Assert.False(DkimKeyRecord.TryParse(string.Concat(Enumerable.Repeat("a=\r\n b;", 9_000)), out _, out _));
    }

    private static DkimKeyRecord Parse(string text)
    {
        Assert.True(DkimKeyRecord.TryParse(TestKeys.Fill(text), out var record, out var error), error?.Reason);
        return record;
    }

    private static void CheckAny(string text)
    {
        if (DkimKeyRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(DkimKeyRecord.TryParse(record.ToString(), out var again, out _));
            Assert.Equal(record.ToString(), again.ToString());
            return;
        }

        Assert.InRange(error.Position, 0, text.Length);
        Assert.All(error.Reason, c => Assert.InRange(c, ' ', '~'));
        Assert.InRange(error.Reason.Length, 1, 200);
    }
}
