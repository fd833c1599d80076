using System.Text;

namespace Postscale.EndToEnd.Faults;

/// <summary>Makes broken requests of good ones. The same seed makes the same request.</summary>
internal sealed class RequestMutations(string key, string domain)
{
    private const int MostChanges = 5;

    private static readonly byte[][] s_pieces =
    [
        .. ((string[])
        [
            "\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", "/", "//", "/../", "%", "%00", "%2e%2e%2f", "%ff", "?", "&", "=", "#", "\"", "\\", "{", "}", "[", "]", ",", "null", "true", "-1", "0", "1e999",
            "99999999999999999999", "-9223372036854775809", "\\ud800", "\\u0000", "\u00ff\u00fe", "\u00c0\u00af", "\u00ef\u00bb\u00bf", "HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/9.9", "Host: a\r\n", "Host:\r\n",
            "Content-Length: 0\r\n", "Content-Length: -1\r\n", "Content-Length: 18446744073709551616\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Expect: 100-continue\r\n",
            "Expect: nothing\r\n", "Connection: close\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n", "Content-Type: application/json; charset=utf-16\r\n", "Content-Type: \r\n", "Accept-Encoding: *;q=x\r\n",
            "Authorization: Bearer\r\n", "Authorization: Basic Og==\r\n", "Idempotency-Key: \r\n", "X-Request-ID: \u0001\r\n", "X-Forwarded-For: ::ffff:1.2.3.4, x\r\n", "ffffffffffffffff\r\n", "0\r\n\r\n", "xn--", "xn--\u00e4", ".",
            "..", "xn--a-ecp.ru", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET", "CONNECT", "OPTIONS *", "TRACE", "PATCH",
        ]).Select(Encoding.Latin1.GetBytes),
        Encoding.Latin1.GetBytes(new string('[', 200)),
        Encoding.Latin1.GetBytes(new string('a', 5000)),
        Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 60))),
        Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("X-Many: 1\r\n", 300))),
    ];

    private readonly byte[][] _good =
    [
        .. ((string[])
        [
            RawHttp.Request("GET", "/v1/domains?limit=10&offset=0&sort=-created_at&q=a&type=both&verified=true", key),
            RawHttp.Request("GET", $"/v1/domains/{domain}", key),
            RawHttp.Request("GET", $"/v1/domains/{domain}/dns", key),
            RawHttp.Request("GET", $"/v1/domains/{domain}/checks?limit=5", key),
            RawHttp.Request("GET", "/v1/events?after=0&limit=10&type=domain.created", key),
            RawHttp.Request("GET", "/v1/audit?limit=10", key),
            RawHttp.Request("POST", "/v1/domains", key, """{"domain":"fuzz.example","type":"both","catch_all_enabled":false,"active":true}"""),
            RawHttp.Request("POST", "/v1/domains", key, """{"domain":"b\u00fccher.example","type":"alias","primary_domain":"fuzz.example"}"""),
            RawHttp.Request("PUT", $"/v1/domains/{domain}", key, """{"type":"inbound","catch_all_enabled":true,"active":false}"""),
            RawHttp.Request("POST", $"/v1/domains/{domain}/verify", key, "{}"),
            RawHttp.Request("DELETE", "/v1/domains/fuzz.example", key),
            RawHttp.Request("POST", "/v1/domains", key, """{"domain":"keyed.example"}""").Replace("\r\n\r\n", "\r\nIdempotency-Key: fuzz\r\nX-Request-ID: fuzz-1\r\n\r\n", StringComparison.Ordinal),
            $"POST /v1/domains HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{{\"domain\":\"chunk.example\"}}\r\n0\r\n\r\n",
            RawHttp.Request("GET", "/openapi.json"), RawHttp.Request("GET", "/docs"), RawHttp.Request("GET", "/metrics"), RawHttp.Request("HEAD", "/readyz"), RawHttp.Request("OPTIONS", "/v1/domains", key),
        ]).Select(Encoding.Latin1.GetBytes),
    ];

    /// <summary>The request of a seed.</summary>
    public byte[] Make(int seed)
    {
        var random = new Random(seed);
        List<byte> request = [.. _good[random.Next(_good.Length)]];
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            Change(request, random);
        }

        return [.. request];
    }

    private void Change(List<byte> request, Random random)
    {
        var at = random.Next(request.Count + 1);
        var rest = request.Count - at;
        switch (random.Next(7))
        {
            case 0 when rest > 0:
                request[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                request[at] = (byte)random.Next(256);
                break;
            case 2:
                request.RemoveRange(at, random.Next(Math.Min(rest, 20) + 1));
                break;
            case 3:
                request.InsertRange(at, request.GetRange(at, random.Next(Math.Min(rest, 200) + 1)));
                break;
            case 4:
                // The beginning of one and the end of another.
                var other = _good[random.Next(_good.Length)];
                request.RemoveRange(at, rest);
                request.AddRange(other[random.Next(other.Length)..]);
                break;
            default:
                request.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                break;
        }
    }
}
