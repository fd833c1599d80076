using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>What the last check found, as it is kept beside the domain for <c>/dns</c>.</summary>
public sealed record StoredFinding(string Kind, Verdict Verdict, string? Error, IReadOnlyList<string> Found, IReadOnlyList<string> Warnings, string? Hint);
