using System.ComponentModel;

namespace Postscale.Server.Auditing;

/// <summary>One page of the audit log.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Limit">How many there are at most.</param>
/// <param name="Next">What to ask for the next page.</param>
[Description("One page of the audit log.")]
internal sealed record AuditListJson(
    [property: Description("The entries, newest first.")] IReadOnlyList<AuditEntryJson> Entries,
    [property: Description("How many there are at most, after the bound of 100.")] int Limit,
    [property: Description("The `after` of the next page, with older entries; null where this page has fewer entries than `limit`.")] long? Next);
