using System.Net;

namespace Postscale.Server.Webhooks;

/// <summary>Where a delivery may connect to, or why nowhere.</summary>
/// <param name="Addresses">The addresses, in the order to try; empty when there is a problem.</param>
/// <param name="Problem">What is wrong, for the webhook's owner; null when there are addresses.</param>
/// <param name="IsRefused">Whether there are addresses that are not allowed.</param>
internal sealed record Target(IReadOnlyList<IPAddress> Addresses, string? Problem, bool IsRefused)
{
    public static Target Found(IReadOnlyList<IPAddress> addresses) => new(addresses, null, IsRefused: false);

    public static Target Failed(string problem) => new([], problem, IsRefused: false);

    public static Target Refused(string problem) => new([], problem, IsRefused: true);
}
