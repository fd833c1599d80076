using System.Net.Sockets;
using System.Security.Authentication;

namespace Postscale.Server.Webhooks;

/// <summary>Says in words of our own why a request had no answer.</summary>
internal static class FailureText
{
    /// <summary>The reason, for the webhook's owner.</summary>
    /// <param name="exception">What the request ended with.</param>
    public static string Of(Exception exception)
    {
        if (Find<AuthenticationException>(exception) is { } tls)
        {
            return $"TLS failed: {FirstLine(tls.Message)}";
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "the connection was refused",
                SocketError.ConnectionReset => "the connection was cut off",
                SocketError.TimedOut => "the connection was not answered",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.AddressNotAvailable => "there is no way to the host's address",
                var code => $"the connection failed ({code})",
            };
        }

        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => "TLS failed: it did not speak TLS, or no version and cipher that both know",
            HttpRequestError.ResponseEnded => "the connection ended before the answer did",
            HttpRequestError.InvalidResponse => "what it answered is not HTTP/1.1",
            HttpRequestError.ConfigurationLimitExceeded => "the headers of its answer are too large",
            _ => "the connection failed",
        };
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T wanted)
            {
                return wanted;
            }
        }

        return null;
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.Length <= 200 ? line : line[..200];
    }
}
