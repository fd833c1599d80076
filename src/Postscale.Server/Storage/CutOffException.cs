namespace Postscale.Server.Storage;

/// <summary>The connection to the database was cut off before anything was committed: what it was used for may be done again.</summary>
/// <param name="fault">How the driver noticed.</param>
internal sealed class CutOffException(Exception fault) : Exception(fault.Message, fault)
{
    /// <summary>What those hear who shall try no more.</summary>
    public StorageException GivenUp => new("the connection to the database was cut off", InnerException!);
}
