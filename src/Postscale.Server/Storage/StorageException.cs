namespace Postscale.Server.Storage;

/// <summary>The database cannot be used; the message says why, for an operator to act on.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Makes one without a text.</summary>
    public StorageException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public StorageException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
