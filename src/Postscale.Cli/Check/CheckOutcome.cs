namespace Postscale.Cli.Check;

/// <summary>How one record stands, as people read it.</summary>
internal enum CheckOutcome
{
    Ok,
    Missing,
    Wrong,
    Unreadable,

    /// <summary>It was not looked at.</summary>
    NotChecked,
}
