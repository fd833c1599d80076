using Postscale.Server.Options;

namespace Postscale.Server.Http;

/// <summary>Refuses requests whose headers are too large together, in the form of every error. The server's own limit lies above.</summary>
internal sealed class HeaderLimit(RequestDelegate next, PostscaleOptions options)
{
    private readonly ApiError _error = new(ErrorCode.HeadersTooLarge, $"the request headers are over {options.MaxHeaderBytes / 1024} KiB together");

    public Task InvokeAsync(HttpContext context)
    {
        var octets = 0;
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                // Colon, space and line end.
                octets += name.Length + (value?.Length ?? 0) + 4;
            }
        }

        return octets > options.MaxHeaderBytes ? _error.ExecuteAsync(context) : next(context);
    }
}
