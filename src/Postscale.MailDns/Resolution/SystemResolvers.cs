using System.Net;

namespace Postscale.MailDns.Resolution;

/// <summary>The recursive servers that the system is set up with.</summary>
public static class SystemResolvers
{
    private const string Path = "/etc/resolv.conf";
    private const int MaxLength = 64 * 1024;

    /// <summary>
    /// The servers of <c>/etc/resolv.conf</c>, in order; 127.0.0.1, port 53, when the file names none or cannot be read,
    /// as resolv.conf(5) has it.
    /// </summary>
    public static IReadOnlyList<IPEndPoint> Read()
    {
        try
        {
            using var reader = new StreamReader(Path);
            var buffer = new char[MaxLength];
            var length = reader.ReadBlock(buffer, 0, buffer.Length);
            return Parse(new string(buffer, 0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Parse("");
        }
    }

    internal static IReadOnlyList<IPEndPoint> Parse(string text)
    {
        var servers = new List<IPEndPoint>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // A keyword must start its line; what follows the address is passed over.
            var words = line.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2
                && line.StartsWith("nameserver", StringComparison.Ordinal)
                && words[0] == "nameserver"
                && ResolverEndpoint.TryParseAddress(words[1], out var address))
            {
                var server = new IPEndPoint(address, ResolverEndpoint.DefaultPort);
                if (!servers.Contains(server))
                {
                    servers.Add(server);
                }
            }
        }

        return servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, ResolverEndpoint.DefaultPort)];
    }
}
