using Postscale.Server.Accounts;

namespace Postscale.Server.Auditing;

/// <summary>Who made a change.</summary>
/// <param name="Kind">What kind of actor.</param>
/// <param name="KeyId">The key, if it was one.</param>
/// <param name="KeyHint">The key's first and last characters.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Address">The client's address.</param>
public sealed record Actor(ActorKind Kind, Guid? KeyId = null, string? KeyHint = null, string? RequestId = null, string? Address = null)
{
    /// <summary>An operator, at the command line.</summary>
    public static readonly Actor CommandLine = new(ActorKind.CommandLine);

    /// <summary>The service itself, for another reason than what it found in DNS.</summary>
    public static readonly Actor Service = new(ActorKind.Service);

    /// <summary>The service itself, by what it found in DNS.</summary>
    public static readonly Actor BackgroundCheck = new(ActorKind.BackgroundCheck);

    /// <summary>A client of the API.</summary>
    /// <param name="caller">The caller of its request.</param>
    public static Actor Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new Actor(ActorKind.Key, caller.KeyId, Hint(caller.Prefix, caller.LastFour), caller.RequestId, caller.Address);
    }

    /// <summary>A key as it is shown.</summary>
    /// <param name="prefix">Its first characters.</param>
    /// <param name="lastFour">Its last four characters.</param>
    public static string Hint(string prefix, string lastFour) => $"{prefix}…{lastFour}";
}
