namespace Postscale.Client;

/// <summary>Which entries of the audit log to list.</summary>
public sealed record AuditQuery
{
    /// <summary>What was done: an action such as <c>domain.create</c>, or a group such as <c>domain</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The id or name of what was changed.</summary>
    public string? ObjectIdOrName { get; init; }
}
