using Postscale.EndToEnd.Dns;
using Postscale.MailDns.Resolution;

namespace Postscale.EndToEnd.Verification;

public sealed class LookupsAtOnceTests
{
    [Fact]
    public async Task The_six_records_are_asked_for_before_the_first_answer_is_there()
    {
        await using var stage = await ScriptedStage.SetAsync();
        string[] wanted =
        [
            $"{RecordType.Txt} _postscale.{ScriptedZone.Customer}", $"{RecordType.MX} {ScriptedZone.Customer}", $"{RecordType.Txt} {ScriptedZone.Customer}",
            $"{RecordType.Txt} postscale1._domainkey.{ScriptedZone.Customer}", $"{RecordType.Txt} _dmarc.{ScriptedZone.Customer}",
            $"{RecordType.Cname} ps-bounces.{ScriptedZone.Customer}",
        ];
        var asked = new HashSet<string>();
        var allAsked = new TaskCompletionSource();
        stage.Zone.Fault = query =>
        {
            lock (asked)
            {
                asked.Add($"{query.Type} {query.Name}");
                if (asked.IsSupersetOf(wanted))
                {
                    allAsked.TrySetResult();
                }

                // Nothing is answered before all six have come: asked one by one, the first would never end.
                return stage.Zone.Healthy(query) with { HeldUntil = allAsked.Task };
            }
        };

        var (answer, _) = await stage.VerifyAsync();

        Assert.True(allAsked.Task.IsCompletedSuccessfully, $"only these were asked for at once: {string.Join(", ", asked)}");
        Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", (string?)answer["summary"]);
        Assert.DoesNotContain(answer, p => p.Key.EndsWith("_error", StringComparison.Ordinal));
    }
}
