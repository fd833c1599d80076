using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;

namespace Postscale.MailDns.Tests.Updates;

/// <summary>Signed queries and updates, against a real BIND and against servers that are up to no good.</summary>
public sealed class UpdateClientTests(UpdateServer server) : IClassFixture<UpdateServer>
{
    private static readonly DnsName s_zone = DnsName.Parse(UpdateServer.Zone);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Updates_are_made_and_signed_with_each_algorithm(int key)
    {
        using var client = new UpdateClient(server.Endpoint, UpdateServer.Key(key));
        var name = s_zone.Prepend($"made-{key}");
        DnsRecord[] records =
        [
            new TxtRecord(name, RecordType.Txt, 300, ["a \" \\ \0 \u00FF", new string('x', 255), ""]),
            new MxRecord(name, 300, 10, DnsName.Parse("mx.example.net")),
            new AddressRecord(name, 300, IPAddress.Parse("2001:db8::1")),
        ];
        var update = new ZoneUpdate(s_zone).RequireUnused(name);
        foreach (var record in records)
        {
            update.Add(record);
        }

        Assert.Equal(new SignedReply(SignedOutcome.Done, null), (await client.UpdateAsync(update, Token)) with { IsAuthoritative = false });
        foreach (var record in records)
        {
            var answer = await client.AskAsync(name, record.Type, Token);
            Assert.Equal((SignedOutcome.Done, true), (answer.Outcome, answer.IsAuthoritative));
            Assert.Equal(MessageBuffer.DataOf(record), MessageBuffer.DataOf(Assert.Single(answer.Answers)));
        }

        var alias = new NameRecord(s_zone.Prepend($"alias-{key}"), RecordType.Cname, 300, name);
        Assert.Equal(SignedOutcome.Done, (await client.UpdateAsync(new ZoneUpdate(s_zone).RequireUnused(alias.Owner).Add(alias), Token)).Outcome);
        Assert.Equal(SignedOutcome.Done, (await client.UpdateAsync(new ZoneUpdate(s_zone).RequireExactly([alias]).Remove(alias), Token)).Outcome);
        Assert.Equal(SignedOutcome.NoSuchName, (await client.AskAsync(alias.Owner, RecordType.Cname, Token)).Outcome);
    }

    [Fact]
    public async Task Nothing_is_changed_where_the_zone_is_not_as_required()
    {
        using var client = new UpdateClient(server.Endpoint, UpdateServer.Key(0));
        var name = s_zone.Prepend("required");
        TxtRecord one = new(name, RecordType.Txt, 300, ["one"]), two = new(name, RecordType.Txt, 300, ["two"]);
        Assert.Equal(SignedOutcome.Done, (await client.UpdateAsync(new ZoneUpdate(s_zone).RequireNone(name, RecordType.Txt).Add(one), Token)).Outcome);
        ZoneUpdate[] updates =
        [
            new ZoneUpdate(s_zone).RequireUnused(name).Add(two),
            new ZoneUpdate(s_zone).RequireNone(name, RecordType.Txt).Add(two),
            new ZoneUpdate(s_zone).RequireExactly([two]).Add(two),
            new ZoneUpdate(s_zone).RequireExactly([one, two]).Add(two),
            new ZoneUpdate(s_zone).RequireExactly([new TxtRecord(s_zone.Prepend("absent"), RecordType.Txt, 300, ["one"])]).Add(two),
        ];
        foreach (var update in updates)
        {
            Assert.Equal(SignedOutcome.RequirementFailed, (await client.UpdateAsync(update, Token)).Outcome);
        }

        Assert.Single((await client.AskAsync(name, RecordType.Txt, Token)).Answers);
    }

    [Fact]
    public async Task What_is_wrong_with_a_key_is_told()
    {
        Assert.Equal(SignedOutcome.BadKey, await AskAsync(UpdateServer.Key(0, name: "nobody.example")));
        Assert.Equal(SignedOutcome.BadSignature, await AskAsync(UpdateServer.Key(0, secret: "c29tZSBvdGhlciBzZWNyZXQ=")));

        // A clock that is ten minutes late or early.
        foreach (var minutes in (int[])[-10, 10])
        {
            var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes));
            using var client = new UpdateClient(server.Endpoint, UpdateServer.Key(0), time);
            var reply = await client.AskAsync(s_zone, RecordType.Soa, Token);
            Assert.Equal(SignedOutcome.BadTime, reply.Outcome);
            Assert.Contains("; it has 20", reply.Reason, StringComparison.Ordinal);
        }

        async Task<SignedOutcome> AskAsync(TsigKey key)
        {
            using var client = new UpdateClient(server.Endpoint, key);
            return (await client.AskAsync(s_zone, RecordType.Soa, Token)).Outcome;
        }
    }

    [Fact]
    public async Task Zones_that_the_server_does_not_hold_or_does_not_let_change_are_told()
    {
        using var client = new UpdateClient(server.Endpoint, UpdateServer.Key(0));
        var elsewhere = DnsName.Parse("elsewhere.test");
        Assert.Equal(SignedOutcome.NotAuthoritative, (await client.UpdateAsync(new ZoneUpdate(elsewhere).Add(new TxtRecord(elsewhere, RecordType.Txt, 1, ["x"])), Token)).Outcome);
        Assert.Equal(SignedOutcome.NotAuthoritative, (await client.UpdateAsync(new ZoneUpdate(s_zone).Add(new TxtRecord(elsewhere, RecordType.Txt, 1, ["x"])), Token)).Outcome);
        var locked = DnsName.Parse(UpdateServer.Locked);
        Assert.Equal(SignedOutcome.Refused, (await client.UpdateAsync(new ZoneUpdate(locked).Add(new TxtRecord(locked, RecordType.Txt, 1, ["x"])), Token)).Outcome);
        Assert.Equal(SignedOutcome.Refused, (await client.AskAsync(elsewhere, RecordType.Soa, Token)).Outcome);
    }

    [Theory]
    [InlineData("nothing", SignedOutcome.Unreachable)]
    [InlineData("half", SignedOutcome.Unreachable)]
    [InlineData("rubbish", SignedOutcome.NotGenuine)]
    [InlineData("echo", SignedOutcome.NotGenuine)]
    [InlineData("unsigned", SignedOutcome.NotGenuine)]
    [InlineData("replayed", SignedOutcome.NotGenuine)]
    [InlineData("changed", SignedOutcome.NotGenuine)]
    public async Task An_answer_that_is_not_the_server_s_is_not_believed(string what, SignedOutcome outcome)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var between = Task.Run(async () => await BetweenAsync(listener, what), Token);
        using var client = new UpdateClient((IPEndPoint)listener.LocalEndpoint, UpdateServer.Key(0));
        Assert.Equal(outcome, (await client.AskAsync(s_zone, RecordType.Soa, Token)).Outcome);
        await between;
    }

    [Theory]
    [InlineData("closed", true)]
    [InlineData("reset", true)]
    [InlineData("after the request", true)]
    [InlineData("after the request", false)]
    public async Task A_connection_closed_between_two_requests_is_opened_again_and_an_update_is_sent_once(string when, bool isQuery)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var between = Task.Run(
            async () =>
            {
                for (var connection = 0; connection < 2; connection++)
                {
                    using var socket = await listener.AcceptSocketAsync(Token);
                    await AnswerAsync(socket);
                    if (connection == 0 && when == "after the request")
                    {
                        closed.SetResult();
                        await ReadAsync(socket);
                        requests++;
                    }

                    socket.LingerState = new LingerOption(when == "reset", 0);
                    socket.Close();
                    closed.TrySetResult();
                }
            },
            Token);
        using var client = new UpdateClient((IPEndPoint)listener.LocalEndpoint, UpdateServer.Key(0));
        Assert.Equal(SignedOutcome.Done, (await client.AskAsync(s_zone, RecordType.Soa, Token)).Outcome);
        await closed.Task;
        var record = new TxtRecord(s_zone.Prepend("sent-once"), RecordType.Txt, 300, ["x"]);
        var second = isQuery ? await client.AskAsync(s_zone, RecordType.Soa, Token) : await client.UpdateAsync(new ZoneUpdate(s_zone).Add(record), Token);
        Assert.Equal(isQuery ? SignedOutcome.Done : SignedOutcome.Unreachable, second.Outcome);
        if (!isQuery)
        {
            Assert.Equal((2, "the server closed the connection without an answer"), (requests, second.Reason));
            Assert.Equal(SignedOutcome.Done, (await client.AskAsync(s_zone, RecordType.Soa, Token)).Outcome);
        }

        await between;
        Assert.Equal(when == "after the request" ? 3 : 2, requests);

        async Task AnswerAsync(Socket socket)
        {
            var answer = await RelayAsync(await ReadAsync(socket));
            requests++;
            await socket.SendAsync(Framed(answer), Token);
        }
    }

    [Fact]
    public async Task An_update_goes_by_a_new_connection_where_the_server_has_closed_the_old_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new UpdateClient((IPEndPoint)listener.LocalEndpoint, UpdateServer.Key(0));
        var record = new TxtRecord(s_zone.Prepend("after-idling"), RecordType.Txt, 300, ["x"]);
        Assert.Equal(SignedOutcome.Done, await ServedAsync(client.AskAsync(s_zone, RecordType.Soa, Token)));
        Assert.Equal(SignedOutcome.Done, await ServedAsync(client.UpdateAsync(new ZoneUpdate(s_zone).RequireUnused(record.Owner).Add(record), Token)));

        // Serves one request on a connection of its own, and closes it.
        async Task<SignedOutcome> ServedAsync(Task<SignedReply> request)
        {
            using var socket = await listener.AcceptSocketAsync(Token);
            await socket.SendAsync(Framed(await RelayAsync(await ReadAsync(socket))), Token);
            var outcome = (await request).Outcome;
            socket.Shutdown(SocketShutdown.Both);
            return outcome;
        }
    }

    [Theory]
    [InlineData("hmac-sha256", true)]
    [InlineData("HMAC-SHA512.", true)]
    [InlineData("hmac-md5.sig-alg.reg.int", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Algorithms_have_the_names_of_the_RFC(string? name, bool isKnown) => Assert.Equal(isKnown, TsigKey.TryParseAlgorithm(name, out _));

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    public void A_secret_is_base64(string secret) => Assert.False(TsigKey.TryCreate(s_zone, TsigAlgorithm.HmacSha256, secret, out _));

    [Fact]
    public void A_key_prints_as_its_name() => Assert.Equal("publisher.example", $"{UpdateServer.Key(0)}");

    /// <summary>Takes one request, and answers it as somebody between client and server might.</summary>
    private async Task BetweenAsync(TcpListener listener, string what)
    {
        using var socket = await listener.AcceptSocketAsync(Token);
        var request = await ReadAsync(socket);
        byte[] answer;
        switch (what)
        {
            case "nothing":
                return;
            case "half":
                await socket.SendAsync(new byte[] { 1, 0, 1, 2, 3 }, Token);
                return;
            case "rubbish":
                answer = [1, 2, 3];
                break;
            case "echo":
                answer = request;
                break;
            case "unsigned":
                // The question alone, as an answer without records and without the signature.
                answer = request[..TsigRecord.Find(request)!.Start];
                (answer[2], answer[11]) = ((byte)(answer[2] | 0x84), 0);
                break;
            case "replayed":
                // A genuine answer to another request with the same question.
                var bare = request[..TsigRecord.Find(request)!.Start];
                bare[11] = 0;
                answer = await RelayAsync(Tsig.Sign(bare, UpdateServer.Key(0), TimeProvider.System.GetUtcNow().AddSeconds(-1)).Message);
                break;
            default:
                // One octet of a genuine answer: of the name that it is about.
                answer = await RelayAsync(request);
                answer[14] ^= 1;
                break;
        }

        await socket.SendAsync(Framed(answer), Token);
    }

    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed, 2);
        return framed;
    }

    private async Task<byte[]> RelayAsync(byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Endpoint, Token);
        await socket.SendAsync(Framed(request), Token);
        return await ReadAsync(socket);
    }

    private static async Task<byte[]> ReadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        var prefix = new byte[2];
        await stream.ReadExactlyAsync(prefix, Token);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message, Token);
        return message;
    }
}
