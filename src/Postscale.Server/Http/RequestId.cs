namespace Postscale.Server.Http;

/// <summary>
/// Gives every request an id, in the header X-Request-ID of its answer, in every error body and in every line of the log.
/// A client's own is kept if it is 1 to 64 letters, digits, dots, underscores or hyphens.
/// </summary>
internal sealed class RequestId(RequestDelegate next, ILogger<RequestId> logger)
{
    public const string Header = "X-Request-ID";

    private const int MaxLength = 64;

    private static readonly string s_process = System.Security.Cryptography.RandomNumberGenerator.GetHexString(16, lowercase: true);
    private static long s_count;

    public static string Of(HttpContext context) => context.TraceIdentifier;

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        context.TraceIdentifier = given.Count == 1 && IsAcceptable(given[0]) ? given[0]! : Next();
        SetHeaders(context);
        using (logger.BeginScope(new Scope(context.TraceIdentifier)))
        {
            await next(context).ConfigureAwait(false);
        }
    }

    /// <summary>Sets what every answer carries.</summary>
    public static void SetHeaders(HttpContext context)
    {
        context.Response.Headers[Header] = context.TraceIdentifier;
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>An id of our own: random for the process, counted within it. Asking the system for randomness at each request would cost as much as the routing.</summary>
    private static string Next() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{s_process}{Interlocked.Increment(ref s_count):x16}");

    private static bool IsAcceptable(string? id) =>
        id is { Length: >= 1 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Puts the id into every line that the request logs.</summary>
    private sealed class Scope(string id) : IReadOnlyList<KeyValuePair<string, object>>
    {
        public int Count => 1;

        public KeyValuePair<string, object> this[int index] => new("request_id", id);

        public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
        {
            yield return this[0];
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"request {id}";
    }
}
