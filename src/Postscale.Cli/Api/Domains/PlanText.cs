using System.Globalization;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>What publishing would change: for people a diff, for programs a line for each record.</summary>
internal static class PlanText
{
    public static void Show(Output output, PublishResult plan)
    {
        if (!output.Screen.IsTerminal)
        {
            foreach (var change in plan.Changes)
            {
                output.Line(
                    change.Action.ToString(), change.Record.ToString(), change.Type, change.Name, Words.List(change.Before), Words.List(change.After), change.Reason);
            }

            return;
        }

        var page = new Page(output.Screen.Terminal);
        page.Write("", Ink.Plain, $"{plan.Domain} in the zone {plan.Zone}, by {plan.Via}:", Ink.Strong);
        foreach (var change in plan.Changes)
        {
            var (sign, ink) = Sign(change.Action);
            page.Write($"{sign} ", ink, $"{change.Record}: {change.Action} {change.Type} {change.Name}", ink);
            Values(page, "  - ", Ink.Bad, change.Before.Except(change.After));
            Values(page, "    ", Ink.Plain, change.Before.Intersect(change.After));
            Values(page, "  + ", Ink.Good, change.After.Except(change.Before));
            page.Field("why", change.Reason is { } reason ? [reason] : []);
        }

        page.Write("", Ink.Plain, Count(plan));
        output.Raw(page.ToString());
    }

    /// <summary>How many records would be other ones.</summary>
    public static int CountChanges(PublishResult plan) => plan.Changes.Count(c => c.Action != PublishAction.Keep && c.Action != PublishAction.Conflict);

    private static string Count(PublishResult plan)
    {
        var conflicts = plan.Changes.Count(c => c.Action == PublishAction.Conflict);
        return CountChanges(plan) switch
        {
            0 => "Nothing to change",
            1 => "1 record to change",
            var some => string.Create(CultureInfo.InvariantCulture, $"{some} records to change"),
        } + (conflicts == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $"; {conflicts} in conflict, to be solved by hand."));
    }

    private static void Values(Page page, string lead, Ink ink, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            page.Write(lead, ink, value, ink);
        }
    }

    private static (string Sign, Ink Ink) Sign(PublishAction action) =>
        action == PublishAction.Create ? ("+", Ink.Good)
        : action == PublishAction.Update ? ("~", Ink.Warning)
        : action == PublishAction.Keep ? ("=", Ink.Faint) : ("!", Ink.Bad);
}
