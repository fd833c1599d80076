using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>What the tests with scripted servers share.</summary>
internal static class Scripts
{
    public static readonly DnsName Name = DnsName.Parse("name.customer.test");

    /// <summary>Options with waits so short that a test with dead servers is quick.</summary>
    public static ResolverOptions Options(params IPEndPoint[] servers) => new()
    {
        Servers = servers,
        AttemptTimeout = TimeSpan.FromMilliseconds(150),
        TotalTimeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Options of a test in which every query is answered: no wait of it may run out on a busy machine.</summary>
    public static ResolverOptions Patient(params IPEndPoint[] servers) => new()
    {
        Servers = servers,
        AttemptTimeout = TimeSpan.FromSeconds(5),
        TotalTimeout = TimeSpan.FromSeconds(9),
    };

    public static TxtRecord Text(DnsName owner, string text = "found") => new(owner, RecordType.Txt, 60, [text]);

    public static TxtRecord Text(ScriptedQuery query, string text = "found") => Text(query.Name, text);

    public static NameRecord Alias(string owner, string target) =>
        new(DnsName.Parse(owner), RecordType.Cname, 60, DnsName.Parse(target));

    public static ScriptedReply Found(ScriptedQuery query) => ScriptedReply.Found(Text(query));

    public static ValueTask<DnsAnswer> AskAsync(ResolverOptions options, DnsName? name = null, RecordType type = RecordType.Txt) =>
        new RecursiveResolver(options).ResolveAsync(name ?? Name, type, TestContext.Current.CancellationToken);

    /// <summary>The one text of an answer that must have been found.</summary>
    public static string TextOf(DnsAnswer answer)
    {
        Assert.True(answer.Outcome == DnsOutcome.Found, answer.FailureText ?? answer.Outcome.ToString());
        return Assert.IsType<TxtRecord>(Assert.Single(answer.Records)).Text;
    }

    public static void Fails(DnsAnswer answer, DnsFailure failure, string text)
    {
        Assert.Equal(DnsOutcome.TemporaryFailure, answer.Outcome);
        Assert.Equal((failure, text), (answer.Failure, answer.FailureText));
        Assert.Empty(answer.Records);
    }
}
