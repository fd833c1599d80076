using System.Globalization;
using System.Text;

namespace Postscale.Client.Tests.Support;

/// <summary>What a <see cref="ScriptedHttpServer"/> does with a request.</summary>
/// <param name="Octets">What it sends.</param>
/// <param name="Stays">Whether it then keeps the connection open and says no more.</param>
internal sealed record HttpScript(byte[] Octets, bool Stays = false)
{
    /// <summary>Closes the connection without an answer.</summary>
    public static HttpScript Cut { get; } = new([]);

    /// <summary>Never answers.</summary>
    public static HttpScript Silence { get; } = new([], Stays: true);

    /// <summary>Answers JSON.</summary>
    public static HttpScript Json(int status, string body, params string[] headers) => Answer(status, "application/json; charset=utf-8", body, headers);

    /// <summary>Answers a web page, as proxies do.</summary>
    public static HttpScript Page(int status, params string[] headers) => Answer(status, "text/html", "<html><body>Bad gateway</body></html>", headers);

    /// <summary>Closes the connection in the middle of the body.</summary>
    public HttpScript CutShort() => this with { Octets = Octets[..^10] };

    private static HttpScript Answer(int status, string type, string body, string[] headers) => new(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} Whatever\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n{body}")));
}
