using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>What is to be done about one record, and why. Records beside it that are not ours are not in it.</summary>
/// <param name="Action">What.</param>
/// <param name="Kind">What kind of record.</param>
/// <param name="Name">Where.</param>
/// <param name="Type">Its type.</param>
/// <param name="Before">The values that are there now, of those that it is about.</param>
/// <param name="After">The values that are there afterwards, of those that it is about.</param>
/// <param name="Reason">Why, as a sentence without its end; null where it needs none.</param>
internal sealed record PlannedChange(PlanAction Action, RecordKind Kind, DnsName Name, string Type, IReadOnlyList<string> Before, IReadOnlyList<string> After, string? Reason = null)
{
    /// <summary>Whether the zone is changed for it.</summary>
    public bool IsChange => Action is PlanAction.Create or PlanAction.Update;

    /// <summary>The values to add.</summary>
    public IEnumerable<string> Added => After.Except(Before);

    /// <summary>The values to remove.</summary>
    public IEnumerable<string> Removed => Before.Except(After);
}
