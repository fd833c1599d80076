namespace Postscale.Server.Http;

/// <summary>How a holder of a <see cref="RequestBudget"/> stands.</summary>
/// <param name="IsRefused">Whether the request is one too many.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="SecondsLeft">Until the budget is full again; at least 1.</param>
internal readonly record struct BudgetState(bool IsRefused, int Remaining, int SecondsLeft)
{
    /// <summary>There is no limit, or nothing was taken yet.</summary>
    public static readonly BudgetState Unlimited = new(false, int.MaxValue, 0);
}
