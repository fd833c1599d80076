using Postscale.Testing;

namespace Postscale.EndToEnd.Verification;

/// <summary>What goes wrong between a resolver and the one who asks it, and the words that an answer has for it.</summary>
internal static class DnsFaults
{
    private static readonly byte[] s_garbage = MakeGarbage();

    public static readonly IReadOnlyDictionary<string, (Func<ScriptedQuery, ScriptedReply, ScriptedReply> Spoil, string Words)> All =
        new Dictionary<string, (Func<ScriptedQuery, ScriptedReply, ScriptedReply>, string)>
        {
            ["SERVFAIL"] = ((_, _) => ScriptedReply.Code(2), "answered SERVFAIL"),
            ["SERVFAIL of DNSSEC"] = ((_, _) => ScriptedReply.Code(2, 6), "answered SERVFAIL ("),
            ["REFUSED"] = ((_, _) => ScriptedReply.Code(5), "answered REFUSED"),
            ["dropped"] = ((_, _) => ScriptedReply.Drop, "no answer from"),
            ["late"] = ((_, right) => right with { Delay = TimeSpan.FromSeconds(15) }, "no answer from"),
            ["wrong id"] = ((_, right) => right with { HasWrongId = true }, "no answer from"),
            ["another question"] = ((_, right) => right with { HasWrongName = true }, "no answer from"),
            ["garbage"] = ((_, _) => new ScriptedReply { Raw = s_garbage }, "no answer from"),
            ["broken records"] = ((_, right) => right with { HasBrokenRecords = true }, "an answer that cannot be read"),
            ["truncated, and silent over TCP"] = ((query, right) => query.OverTcp ? ScriptedReply.Drop : right with { IsTruncated = true }, "sent a truncated answer and did not answer over TCP"),
            ["truncated, and cut off over TCP"] = ((_, right) => right with { IsTruncated = true, TcpCloseAfter = 9 }, "sent a truncated answer, and over TCP one that cannot be read"),
        };

    private static byte[] MakeGarbage()
    {
        var garbage = new byte[64];
        new Random(7).NextBytes(garbage);
        return garbage;
    }
}
