using System.Text;
using System.Text.Json;
using Postscale.Cli.Api.Printing;
using Postscale.Server.Accounts;

namespace Postscale.Cli;

/// <summary>Keys of the database as JSON: the fields of the API, and the account.</summary>
internal static class KeysJson
{
    /// <summary>A list.</summary>
    public static string List(IEnumerable<ApiKey> keys) => Document(json =>
    {
        json.WriteStartArray();
        foreach (var key in keys)
        {
            Write(json, key, null);
        }

        json.WriteEndArray();
    });

    /// <summary>A key that was made, with its text, which is shown this once.</summary>
    public static string Made(ApiKey? key, string text) => Document(json => Write(json, key, text));

    private static void Write(Utf8JsonWriter json, ApiKey? key, string? text)
    {
        json.WriteStartObject();
        if (key is not null)
        {
            json.WriteString("id", key.Id);
            json.WriteString("account", key.AccountName);
            json.WriteString("environment", key.Environment.Name());
            json.WriteStartArray("scopes");
            foreach (var scope in key.Scopes.Names().Split(','))
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
            json.WriteString("prefix", key.Prefix);
            json.WriteString("last_four", key.LastFour);
            Time(json, "created_at", key.CreatedAt);
            Time(json, "expires_at", key.ExpiresAt);
            Time(json, "last_used_at", key.LastUsedAt);
            Time(json, "revoked_at", key.RevokedAt);
        }

        if (text is not null)
        {
            json.WriteString("key", text);
        }

        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is not null)
        {
            json.WriteString(name, Words.Time(time));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Document(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
