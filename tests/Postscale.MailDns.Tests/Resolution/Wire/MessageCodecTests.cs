using System.Net;
using CsCheck;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Resolution.Wire;

public sealed class MessageCodecTests
{
    private static readonly Gen<DnsName> GenName =
        from labels in Gen.Byte.Array[1, 12].Array[0, 6]
        select DnsName.TryCreate(labels, out var name) ? name : DnsName.Root;

    private static readonly Gen<string> GenString = Gen.Char['\0', 'ÿ'].Array[0, 255].Select(c => new string(c));

    private static readonly Gen<DnsRecord> GenRecord = Gen.OneOf(
        Gen.Select(GenName, Gen.Byte.Array[4], (n, b) => (DnsRecord)new AddressRecord(n, 1, new IPAddress(b))),
        Gen.Select(GenName, Gen.Byte.Array[16], (n, b) => (DnsRecord)new AddressRecord(n, 2, new IPAddress(b))),
        Gen.Select(GenName, GenName, OneOf(RecordType.NS, RecordType.Cname, RecordType.Ptr, RecordType.Dname), (n, t, y) => (DnsRecord)new NameRecord(n, y, 3, t)),
        Gen.Select(GenName, GenName, Gen.UShort, (n, t, p) => (DnsRecord)new MxRecord(n, 4, p, t)),
        Gen.Select(GenName, GenName, GenName, Gen.UInt, Gen.UInt, (n, p, m, s, x) => (DnsRecord)new SoaRecord(n, 5, p, m, s, x)),
        Gen.Select(GenName, GenString.List[1, 4], OneOf(RecordType.Txt, RecordType.Spf), (n, s, y) => (DnsRecord)new TxtRecord(n, y, 6, s)),
        Gen.Select(GenName, Gen.Byte.Array[0, 40], (n, b) => (DnsRecord)new OpaqueRecord(n, (RecordType)257, 7, b)));

    private static readonly Gen<byte[]> GenResponse =
        from name in GenName
        from answers in GenRecord.Array[0, 5]
        from authorities in GenRecord.Array[0, 2]
        from error in Gen.Int[0, 40]
        select ResponseWriter.Write(Query(name), new ScriptedReply { Answers = answers, Authorities = authorities, ExtendedError = error }, overTcp: true);

    [Fact]
    public void What_is_written_reads_back() => Gen.Select(GenName, GenRecord.Array[0, 6], GenRecord.Array[0, 3], Gen.Int[0, 24]).Sample((name, answers, authorities, error) =>
    {
        var reply = new ScriptedReply { Answers = answers, Authorities = authorities, ExtendedError = error, IsAuthenticated = true };
        var octets = ResponseWriter.Write(Query(name), reply, overTcp: true);
        Assert.True(DnsMessage.TryRead(octets, out var message, out var reason), reason);
        Assert.Equal(name, message.Question!.Value.Name);
        Assert.Equal(error, message.ExtendedError);
        Assert.True(message.Header.IsAuthenticated);
        Assert.Equal(answers.Select(RecordText.Of), message.Answers.Select(RecordText.Of));
        Assert.Equal(authorities.Select(RecordText.Of), message.Authorities.Select(RecordText.Of));
    });

    [Fact]
    public void More_than_one_question_is_refused()
    {
        var octets = ResponseWriter.Write(Query(DnsName.Parse("a.example")), new ScriptedReply(), overTcp: true);
        octets[5] = 2;
        Assert.False(DnsMessage.TryRead(octets, out _, out var reason));
        Assert.Equal("more than one question", reason);
    }

    [Theory]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF)]
    [InlineData(0x80000000, 0)]
    [InlineData(0xFFFFFFFF, 0)]
    public void A_TTL_with_the_top_bit_counts_as_zero(uint sent, uint read)
    {
        var name = DnsName.Parse("a.example");
        var octets = ResponseWriter.Write(Query(name), new ScriptedReply { Answers = [new AddressRecord(name, sent, IPAddress.Loopback)] }, overTcp: true);
        Assert.True(DnsMessage.TryRead(octets, out var message, out var reason), reason);
        Assert.Equal(read, Assert.Single(message.Answers).Ttl);
    }

    [Fact]
    public void A_query_reads_back_and_keeps_its_name_whatever_the_case() => Gen.Select(GenName, Gen.Bool, Gen.Bool).Sample((name, recursion, randomCase) =>
    {
        var octets = new byte[QueryWriter.MaxLength];
        var length = QueryWriter.Write(octets, name, RecordType.Txt, new QueryOptions(recursion, 1232, randomCase));
        Assert.True(DnsMessage.TryRead(octets.AsSpan(0, length), out var message, out var reason), reason);
        Assert.Equal(new DnsQuestion(name, RecordType.Txt, DnsQuestion.Internet), message.Question);
        Assert.Equal(recursion, message.Header.RecursionDesired);
        Assert.True(message.Header.IsAuthenticated);
        Assert.Equal(1232, message.Edns!.PayloadSize);
        Assert.Equal(QuestionMatch.Different, ResponseMatcher.Match(octets, octets.AsSpan(0, length), out _));
    });

    [Fact]
    public void Random_octets_are_read_or_refused_but_never_throw() => Gen.Byte.Array[0, 600].Sample(octets =>
    {
        var read = DnsMessage.TryRead(octets, out var message, out var reason);
        Assert.Equal(read, message is not null);
        Assert.Equal(read, reason is null);
    }, iter: 20_000);

    [Fact]
    public void Mutated_responses_are_read_or_refused_but_never_throw() =>
        Gen.Select(GenResponse, Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[1, 8], Gen.Int[0, 4000]).Sample((octets, changes, cut) =>
        {
            foreach (var (at, value) in changes)
            {
                octets[at % octets.Length] = value;
            }

            var shorter = octets.AsSpan(0, cut % (octets.Length + 1));
            DnsMessage.TryRead(octets, out _, out _);
            DnsMessage.TryRead(shorter, out _, out _);
            ResponseMatcher.Match(Query(DnsName.Parse("a.example")), shorter, out _);
        }, iter: 20_000);

    [Fact]
    public void Every_cut_of_a_response_is_refused()
    {
        var octets = ResponseWriter.Write(Query(DnsName.Parse("a.example")), ScriptedReply.Found(
            new MxRecord(DnsName.Parse("a.example"), 60, 10, DnsName.Parse("mx.example")),
            new TxtRecord(DnsName.Parse("a.example"), RecordType.Txt, 60, ["one", "two"])), overTcp: true);
        Assert.True(DnsMessage.TryRead(octets, out _, out _));
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(DnsMessage.TryRead(octets.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData("to itself", new byte[] { 0xC0, 12 })]
    [InlineData("forward", new byte[] { 0xC0, 14, 1, (byte)'a', 0 })]
    [InlineData("into the header", new byte[] { 0xC0, 2 })]
    [InlineData("in a circle through a label", new byte[] { 1, (byte)'a', 0xC0, 12 })]
    [InlineData("past the end", new byte[] { 0xFF, 0xFF })]
    [InlineData("cut off", new byte[] { 0xC0 })]
    [InlineData("label type 01", new byte[] { 0x41, 0, 0 })]
    public void A_name_whose_pointer_does_not_lead_backwards_is_refused(string what, byte[] name)
    {
        byte[] message = [.. new byte[12], .. name];
        var position = 12;
        Assert.False(NameCodec.TryRead(message, ref position, out _), what);
    }

    [Fact]
    public void Pointers_that_lead_backwards_are_followed_and_the_position_ends_after_the_first()
    {
        byte[] message = [.. new byte[12], 3, (byte)'c', (byte)'o', (byte)'m', 0, 1, (byte)'B', 0xC0, 12, 1, (byte)'a', 0xC0, 17, 99];
        var position = 21;
        Assert.True(NameCodec.TryRead(message, ref position, out var name));
        Assert.Equal("a.b.com", name.Text);
        Assert.Equal(25, position);
    }

    [Fact]
    public void A_chain_of_pointers_longer_than_a_name_can_need_is_refused()
    {
        var message = new List<byte>(new byte[12]) { 0 };
        for (var i = 0; i < 200; i++)
        {
            var target = i == 0 ? 12 : 13 + (2 * (i - 1));
            message.AddRange([(byte)(0xC0 | (target >> 8)), (byte)target]);
        }

        var position = message.Count - 2;
        Assert.False(NameCodec.TryRead(message.ToArray(), ref position, out _));
        position = 13 + (2 * 100);
        Assert.True(NameCodec.TryRead(message.ToArray(), ref position, out _));
    }

    [Theory]
    [InlineData(RecordType.A, new byte[] { 127, 0, 0 })]
    [InlineData(RecordType.Aaaa, new byte[] { 1, 2, 3, 4 })]
    [InlineData(RecordType.Txt, new byte[] { 5, 65 })]
    [InlineData(RecordType.Txt, new byte[0])]
    [InlineData(RecordType.MX, new byte[] { 0 })]
    [InlineData(RecordType.Cname, new byte[] { 0, 0 })]
    [InlineData(RecordType.Soa, new byte[] { 0, 0, 1, 2 })]
    public void Data_that_is_not_of_its_type_makes_the_message_unreadable(RecordType type, byte[] data)
    {
        var octets = ResponseWriter.Write(Query(DnsName.Parse("a.example")), ScriptedReply.Found(new OpaqueRecord(DnsName.Parse("a.example"), type, 1, data)), overTcp: true);
        Assert.False(DnsMessage.TryRead(octets, out _, out var reason));
        Assert.Contains("answer section", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_is_drawn_anew_for_each_query_and_so_is_the_identifier()
    {
        var name = DnsName.Parse("abcdefghijklmnopqrstuvwxyz.example");
        var queries = Enumerable.Range(0, 50).Select(_ => Convert.ToHexString(Query(name, randomCase: true))).ToList();
        Assert.Equal(50, queries.Select(q => q[24..]).Distinct().Count());
        Assert.True(queries.Select(q => q[..4]).Distinct().Count() > 45);
    }

    private static Gen<RecordType> OneOf(params RecordType[] types) => Gen.Int[0, types.Length - 1].Select(i => types[i]);

    private static byte[] Query(DnsName name, bool randomCase = false)
    {
        var octets = new byte[QueryWriter.MaxLength];
        return octets[..QueryWriter.Write(octets, name, RecordType.Txt, new QueryOptions(true, 1232, randomCase))];
    }
}
