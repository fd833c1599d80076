namespace Postscale.Server.Options;

/// <summary>When domains are looked at again without anybody asking.</summary>
public sealed record RecheckOptions
{
    /// <summary>Whether this service takes part in it.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>How long after the last look a verified domain is looked at again.</summary>
    public TimeSpan Verified { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long after its registration a domain is first looked at; the time between looks then doubles.</summary>
    public TimeSpan PendingFirst { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What the doubling ends at.</summary>
    public TimeSpan PendingMost { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a domain is waited for like that.</summary>
    public TimeSpan PendingFor { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How often it is looked at afterwards.</summary>
    public TimeSpan Afterwards { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many looks in a row must have found a verified domain's records gone before it is verified no longer.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>For how long they must have been gone.</summary>
    public TimeSpan FailingFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many domains are looked at at the same time.</summary>
    public int Concurrency { get; init; } = 256;

    /// <summary>How many of them may be of one account.</summary>
    public int AccountConcurrency { get; init; } = 64;

    /// <summary>How often the database is asked for what is due while nothing is. No setting: shorter is of use to tests alone.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two looks.</summary>
    public TimeSpan Longest => new[] { Verified, PendingMost, Afterwards }.Max();
}
