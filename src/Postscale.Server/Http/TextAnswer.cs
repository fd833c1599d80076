using System.Text;

namespace Postscale.Server.Http;

/// <summary>An answer that is a text, to be kept as a file.</summary>
/// <param name="mediaType">What it is.</param>
/// <param name="fileName">What the file is called: ASCII without quotes.</param>
/// <param name="text">The text.</param>
internal sealed class TextAnswer(string mediaType, string fileName, string text) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = Encoding.UTF8.GetBytes(text);
        response.ContentType = $"{mediaType}; charset=utf-8";
        // RFC 6266 §4: never shown in place, whatever a browser makes of the type.
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
