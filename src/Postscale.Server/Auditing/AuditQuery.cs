namespace Postscale.Server.Auditing;

/// <summary>Which page of which entries.</summary>
/// <param name="Limit">How many at most, 1 to 100.</param>
/// <param name="After">The entry that the page follows, which is newer than all of the page; null: the newest comes first.</param>
/// <param name="Action">Only this action, such as <c>domain.create</c>, or those of a group, such as <c>domain</c>; empty: all.</param>
/// <param name="ObjectKey">Only what was done to the object of this id or name; empty: to all.</param>
public sealed record AuditQuery(int Limit = AuditQuery.DefaultLimit, long? After = null, string Action = "", string ObjectKey = "")
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 100;

    /// <summary>The page when nothing is said.</summary>
    public const int DefaultLimit = 50;
}
