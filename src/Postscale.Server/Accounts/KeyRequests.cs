using System.Diagnostics.CodeAnalysis;
using Postscale.Server.Http;

namespace Postscale.Server.Accounts;

/// <summary>Reads the bodies of requests about keys into what they ask for, or into the error to answer.</summary>
internal static class KeyRequests
{
    private const int MaxDays = 3650;
    private const int MaxOverlap = MaxDays * 24 * 60;

    /// <summary>How long a former key works on unless told otherwise.</summary>
    public static TimeSpan Overlap => TimeSpan.FromDays(1);

    /// <summary>Reads a key to make.</summary>
    /// <param name="body">The body; null: there is none.</param>
    /// <param name="caller">Whose key it is made by.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="lifetime">How long it lives; null: for ever.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryReadCreate(JsonBody? body, Caller caller, out KeyScopes scopes, out TimeSpan? lifetime, [NotNullWhen(false)] out ApiError? error)
    {
        var (names, days) = (body?.Texts("scopes"), body?.Whole("expires_in_days"));
        lifetime = days is >= 1 and <= MaxDays ? TimeSpan.FromDays(days.Value) : null;
        // No key without a scope comes of a caller that has 'keys' alone.
        scopes = names is not null ? KeyScopeNames.Parse(string.Join(',', names)) : (caller.Scopes & KeyScopes.Standard) is var own and not KeyScopes.None ? own : caller.Scopes;
        error = body?.Error
            ?? (names is not null && (names.Count == 0 || names.Any(n => !KeyScopeNames.All.Contains(n)))
                ? new ApiError(ErrorCode.FieldInvalid, $"the 'scopes' field takes one or more of {string.Join(", ", KeyScopeNames.All)}", "scopes")
                : days is not null && lifetime is null ? new ApiError(ErrorCode.FieldInvalid, $"the 'expires_in_days' field must be a whole number from 1 to {MaxDays}", "expires_in_days")
                : null);
        return error is null;
    }

    /// <summary>Reads for how long a former key works on.</summary>
    /// <param name="body">The body; null: there is none.</param>
    /// <param name="overlap">For how long.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryReadOverlap(JsonBody? body, out TimeSpan overlap, [NotNullWhen(false)] out ApiError? error)
    {
        var minutes = body?.Whole("overlap_minutes");
        var isAllowed = minutes is null or (>= 0 and <= MaxOverlap);
        overlap = minutes is not null && isAllowed ? TimeSpan.FromMinutes(minutes.Value) : Overlap;
        error = body?.Error ?? (isAllowed ? null : new ApiError(ErrorCode.FieldInvalid, $"the 'overlap_minutes' field must be a whole number from 0 to {MaxOverlap}", "overlap_minutes"));
        return error is null;
    }
}
