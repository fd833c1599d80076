using System.Globalization;
using Npgsql;

namespace Postscale.Server.Storage;

/// <summary>Reads <c>postgres://user:pass@host:port/db?name=value</c>, the form libpq and most hosts of PostgreSQL use.</summary>
internal static class PostgresUrl
{
    /// <summary>The parameters that are known, by libpq's names, and what the driver calls them.</summary>
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["host"] = "Host",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
    };

    public static bool IsOne(string url) =>
        url.StartsWith("postgres://", StringComparison.Ordinal) || url.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <summary>What the driver is told. No message holds the password.</summary>
    /// <exception cref="StorageException">The URL is malformed or has a parameter that is not known.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.AbsolutePath.TrimStart('/').Contains('/', StringComparison.Ordinal) || uri.Fragment.Length > 0)
        {
            throw new StorageException("the database URL is malformed: use postgres://user:pass@host:port/db, with special characters in it percent-encoded");
        }

        var credentials = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "localhost",
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) is { Length: > 0 } name ? name : null,
            Username = Uri.UnescapeDataString(credentials[0]) is { Length: > 0 } user ? user : "postgres",
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
            ApplicationName = "postscale",
            // Seconds: for a connection to be made, and for a statement.
            Timeout = 5,
            CommandTimeout = 15,
            // Sessions are kept by ourselves, with what is prepared in them.
            Pooling = false,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : (pair, "");
            if (!s_parameters.TryGetValue(key, out var driver))
            {
                throw new StorageException($"the database URL has an unknown parameter '{key}'; known are {string.Join(", ", s_parameters.Keys)}");
            }

            try
            {
                // libpq writes verify-full, the driver VerifyFull.
                builder[driver] = key == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
            {
                throw new StorageException(string.Create(CultureInfo.InvariantCulture, $"the parameter '{key}' of the database URL cannot be '{value}'"));
            }
        }

        return builder;
    }
}
