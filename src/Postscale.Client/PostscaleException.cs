using System.Net;

namespace Postscale.Client;

/// <summary>
/// A call that came to nothing: the service refused it, or could not be reached. <see cref="Exception.Message"/> is a sentence a person can act on.
/// </summary>
public sealed class PostscaleException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What it came of.</param>
    public PostscaleException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The HTTP status that was answered; null if there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The stable name of the error, one of <see cref="ErrorCodes"/>; null if the answer had none.</summary>
    public string? Code { get; init; }

    /// <summary>The field or parameter at fault, where it is one.</summary>
    public string? Field { get; init; }

    /// <summary>The request's id, by which the operator finds it in the logs; the client's own, if there was no answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks to wait before the next try, if it does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may come to something later: there was no answer in time, or one that says so (408, 429, 5xx).</summary>
    public bool IsTransient => Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)Status >= 500;
}
