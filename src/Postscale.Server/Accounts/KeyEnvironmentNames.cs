namespace Postscale.Server.Accounts;

/// <summary>The environments as they are written in keys, options and the database.</summary>
public static class KeyEnvironmentNames
{
    /// <summary>The environment's name.</summary>
    /// <param name="environment">The environment.</param>
    public static string Name(this KeyEnvironment environment) => environment == KeyEnvironment.Live ? "live" : "test";

    /// <summary>Reads a name.</summary>
    /// <param name="name">"live" or "test".</param>
    /// <param name="environment">The environment, if it is one.</param>
    public static bool TryParse(string? name, out KeyEnvironment environment)
    {
        environment = name == "test" ? KeyEnvironment.Test : KeyEnvironment.Live;
        return name is "live" or "test";
    }
}
