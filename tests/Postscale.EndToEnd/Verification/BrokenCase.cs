namespace Postscale.EndToEnd.Verification;

/// <summary>One way to break one of six records that all hold.</summary>
/// <param name="What">What a person did.</param>
/// <param name="Record">The record it is about.</param>
/// <param name="Lines">What stands in its place; <c>{d}</c> stands for the domain and <c>{p}</c> for the platform's.</param>
/// <param name="Summary">The summary.</param>
/// <param name="Error">The text of the record's error; null if it holds and draws a warning, empty if it just holds.</param>
/// <param name="Answered">The <c>mx_records</c> or the <c>spf_record</c> where the case is about one of them; null: left out.</param>
internal sealed record BrokenCase(string What, string Record, string Lines, string Summary, string? Error, string? Answered = null);
