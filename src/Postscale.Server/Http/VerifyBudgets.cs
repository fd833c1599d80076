using System.Globalization;
using Postscale.Server.Options;

namespace Postscale.Server.Http;

/// <summary>
/// How many looks at all of a domain's records an account has: by a call of verify, or by publishing, whose plan asks DNS as much and which
/// verifies in the end. What a hostile zone can make of a look is bounded, so that this bounds what an account can have asked of others.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
internal sealed class VerifyBudgets(PostscaleOptions options, TimeProvider time)
{
    private readonly RequestBudget _looks = new(options.VerifyBudget, time);
    private readonly RequestBudget _failures = new(options.VerifyFailureBudget, time, TimeSpan.FromHours(1));

    /// <summary>Takes looks off an account's budget.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="looks">How many.</param>
    /// <returns>What the account hears where it has had too many, or too many have failed; null where it may look.</returns>
    public ApiError? Refuse(Guid account, int looks = 1)
    {
        // Before the other budget, which a refusal here takes nothing off.
        if (_failures.Look(account) is { IsRefused: true } failed)
        {
            return new ApiError(
                ErrorCode.VerifyFailureBudget,
                string.Create(CultureInfo.InvariantCulture, $"more than {_failures.Limit} verifications of this account have failed in an hour; publish the records first, then wait {failed.SecondsLeft} s"))
            { RetryAfter = failed.SecondsLeft };
        }

        for (var look = 0; look < looks; look++)
        {
            if (_looks.Refuses(account, out var retryAfter))
            {
                return new ApiError(
                    ErrorCode.VerifyBudget,
                    string.Create(CultureInfo.InvariantCulture, $"this account has looked at domains more than {_looks.Limit} times in a minute; wait {retryAfter} s"))
                { RetryAfter = retryAfter };
            }
        }

        return null;
    }

    /// <summary>Counts a look at a domain that is not verified.</summary>
    /// <param name="account">Whose.</param>
    public void Fail(Guid account) => _failures.Take(account);
}
