namespace Postscale.Server.Verification;

/// <summary>What came of writing a check.</summary>
/// <param name="Outcome">The outcome; where the check was overtaken, what the database has instead of it; null if the domain is gone.</param>
/// <param name="Overtaken">If nothing was written because something newer stands there: the fence of a look that begins now.</param>
public sealed record RecordedCheck(CheckedDomain? Outcome, CheckFence? Overtaken = null);
