namespace Postscale.Server.Moving;

/// <summary>A file cannot be imported. Nothing of it was.</summary>
/// <param name="line">The line at fault, counted from 1.</param>
/// <param name="problem">What is wrong with it.</param>
internal sealed class ImportRefusal(long line, string problem) : Exception($"line {line}: {problem}; nothing was imported");
