using Postscale.Server.Accounts;

namespace Postscale.Server.Auditing;

/// <summary>A change, and who made it. It is written in the transaction of the change.</summary>
public sealed record AuditEntry
{
    /// <summary>The account of entries about what is the whole platform's, such as its DKIM keys. No account has this id, so that no account reads them.</summary>
    public static readonly Guid Platform = Guid.Empty;

    /// <summary>What stands in the place of the account's name in these. No account can have this name.</summary>
    public const string PlatformName = "(platform)";

    /// <summary>Its place in the log, once it is there.</summary>
    public long Seq { get; init; }

    /// <summary>Whose things were changed; <see cref="Platform"/> for the platform's own.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's name, where entries of several are read.</summary>
    public string? AccountName { get; init; }

    /// <summary>Whose it is, for the operator to read; empty if the account is there no more.</summary>
    public string Whose => AccountId == Platform ? PlatformName : AccountName ?? "";

    /// <summary>The environment; null: both can see it.</summary>
    public required KeyEnvironment? Environment { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What was done, such as <c>domain.create</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required string ObjectId { get; init; }

    /// <summary>Its name.</summary>
    public required string ObjectName { get; init; }

    /// <summary>What changed of it.</summary>
    public IReadOnlyDictionary<string, AuditChange> Changes { get; init; } = AuditChanges.None;
}
