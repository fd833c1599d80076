using System.ComponentModel;

namespace Postscale.Server.Domains;

/// <summary>How long a verified domain whose records are gone stays verified.</summary>
/// <param name="Failures">How many checks in a row have failed.</param>
/// <param name="OfFailures">How many it takes at least.</param>
/// <param name="FailingSeconds">For how long they have.</param>
/// <param name="OfSeconds">For how long they must at least.</param>
[Description("A domain is unverified in the background only after so many checks in a row have failed definitely, over so long a time.")]
internal sealed record GraceJson(
    [property: Description("How many checks in a row have failed.")] int Failures,
    [property: Description("How many it takes at least.")] int OfFailures,
    [property: Description("For how many seconds they have.")] long FailingSeconds,
    [property: Description("For how many seconds they must at least.")] long OfSeconds);
