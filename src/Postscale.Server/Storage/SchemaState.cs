namespace Postscale.Server.Storage;

/// <summary>The schema of a database that was opened.</summary>
/// <param name="Before">Its number before; 0 for an empty database.</param>
/// <param name="Now">Its number now.</param>
/// <param name="RunsBeside">The oldest schema whose program can work on it.</param>
public sealed record SchemaState(long Before, long Now, long RunsBeside)
{
    /// <summary>The newest schema this program knows.</summary>
    public static int Known => Migrations.Latest;

    /// <summary>Whether nothing is to be done before this program can work on it.</summary>
    public bool IsUpToDate => Now >= Known && !IsTooNew;

    /// <summary>Whether it has changed in a way that this program cannot work with.</summary>
    public bool IsTooNew => RunsBeside > Known;
}
