namespace Postscale.Server.Webhooks;

/// <summary>How many more webhooks this process may send to, and how many of one account.</summary>
/// <param name="Free">How many more in all.</param>
/// <param name="Share">How many of one account at a time.</param>
/// <param name="Taken">How many of each account there are now; accounts with none may be left out.</param>
internal sealed record DeliverySlots(int Free, int Share, IReadOnlyDictionary<Guid, int> Taken)
{
    /// <summary>The accounts that have all they may have.</summary>
    public IEnumerable<Guid> FullAccounts => Taken.Where(t => t.Value >= Share).Select(t => t.Key);
}
