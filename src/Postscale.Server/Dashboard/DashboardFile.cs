using System.Buffers.Text;
using System.Security.Cryptography;

namespace Postscale.Server.Dashboard;

/// <summary>A file of the dashboard, as it is sent.</summary>
/// <param name="Octets">What it holds.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="ETag">A strong validator: it changes with every octet (RFC 9110 §8.8.3).</param>
internal sealed record DashboardFile(byte[] Octets, string ContentType, string ETag)
{
    /// <summary>Makes it of what it holds.</summary>
    /// <param name="name">Its name, whose ending says what it is.</param>
    /// <param name="octets">What it holds.</param>
    public static DashboardFile Of(string name, byte[] octets) => new(octets, TypeOf(name), $"\"{Base64Url.EncodeToString(SHA256.HashData(octets))}\"");

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var ending => throw new InvalidOperationException($"the dashboard has a file that ends in '{ending}'"),
    };
}
