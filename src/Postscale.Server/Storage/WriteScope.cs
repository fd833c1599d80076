namespace Postscale.Server.Storage;

/// <summary>
/// What a transaction must have to itself. The stores are written as if one transaction ran at a time: on SQLite that is so; on
/// PostgreSQL the scope is what makes it so for the rows that a transaction looks at before it decides.
/// </summary>
public readonly record struct WriteScope
{
    private readonly Kind _kind;

    private WriteScope(Kind kind, Guid account) => (_kind, AccountId) = (kind, account);

    private enum Kind
    {
        Platform,
        Account,
        Rows,
    }

    /// <summary>What belongs to no account: keys, accounts, the platform's own keys. One such transaction runs at a time.</summary>
    public static WriteScope Platform => default;

    /// <summary>Nothing: its statements lock the rows they change, and each decides by itself.</summary>
    public static WriteScope Rows => new(Kind.Rows, Guid.Empty);

    /// <summary>Whether it is one account's.</summary>
    public bool IsAccount => _kind == Kind.Account;

    /// <summary>Whether it is what belongs to no account.</summary>
    public bool IsPlatform => _kind == Kind.Platform;

    /// <summary>The account, if it is one's.</summary>
    public Guid AccountId { get; }

    /// <summary>All that belongs to an account. Transactions of one account run one after the other, in the order they commit in.</summary>
    /// <param name="account">The account.</param>
    public static WriteScope Account(Guid account) => new(Kind.Account, account);
}
