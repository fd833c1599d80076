namespace Postscale.Server.Accounts;

/// <summary>Scopes as they are written on the command line, in answers and in the database.</summary>
public static class KeyScopeNames
{
    private static readonly (KeyScopes Scope, string Name)[] Table = [(KeyScopes.Read, "read"), (KeyScopes.Write, "write"), (KeyScopes.Webhooks, "webhooks"), (KeyScopes.Keys, "keys")];

    /// <summary>The name of each scope.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(t => t.Name)];

    /// <summary>The names of the scopes of a key, with commas between.</summary>
    /// <param name="scopes">The scopes.</param>
    public static string Names(this KeyScopes scopes) => string.Join(',', scopes.List());

    /// <summary>The names of the scopes of a key, one by one.</summary>
    /// <param name="scopes">The scopes.</param>
    public static IReadOnlyList<string> List(this KeyScopes scopes) => [.. Table.Where(t => scopes.HasFlag(t.Scope)).Select(t => t.Name)];

    /// <summary>Reads names with commas between.</summary>
    /// <param name="names">The names; those that are unknown, from a newer program, allow nothing.</param>
    public static KeyScopes Parse(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Split(',').Aggregate(KeyScopes.None, (scopes, name) => scopes | Table.FirstOrDefault(t => t.Name == name).Scope);
    }
}
