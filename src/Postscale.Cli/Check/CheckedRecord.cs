using Postscale.Server.Records;

namespace Postscale.Cli.Check;

/// <summary>One record that the domain's type calls for.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Expected">What to publish.</param>
/// <param name="IsRequired">Whether the domain is not verified without it.</param>
/// <param name="Finding">What was found; null if it was not looked at.</param>
internal sealed record CheckedRecord(RecordKind Kind, IssuedRecord Expected, bool IsRequired, Finding? Finding)
{
    public CheckOutcome Outcome => Finding?.Verdict switch
    {
        null => CheckOutcome.NotChecked,
        Verdict.Holds => CheckOutcome.Ok,
        Verdict.Missing => CheckOutcome.Missing,
        Verdict.Invalid => CheckOutcome.Wrong,
        _ => CheckOutcome.Unreadable,
    };

    /// <summary>Why it does not hold. There is no last result here that could stand.</summary>
    public string? Error => Finding?.Error is { } error && error.EndsWith(Finding.LastResultStands, StringComparison.Ordinal)
        ? error[..^Finding.LastResultStands.Length]
        : Finding?.Error;

    /// <summary>What to change; null where nothing is to be changed.</summary>
    public string? Hint => Finding switch
    {
        null => "needs the token of a registered domain: give it with --token",
        { Hint: { } hint } => hint,
        { Verdict: Verdict.Missing, Found.Count: 0 } => "publish this record",
        { Verdict: Verdict.Missing } => "publish this record in the place of what was found",
        _ => null,
    };
}
