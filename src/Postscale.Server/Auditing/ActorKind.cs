namespace Postscale.Server.Auditing;

/// <summary>What kind of actor made a change.</summary>
public enum ActorKind
{
    /// <summary>A client of the API, by its key.</summary>
    Key,

    /// <summary>An operator, at the command line.</summary>
    CommandLine,

    /// <summary>The service itself, by what it found in DNS.</summary>
    BackgroundCheck,

    /// <summary>The service itself, for another reason.</summary>
    Service,
}
