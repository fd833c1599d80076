using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>The headers that more than one endpoint reads or answers. They stand among the document's components once.</summary>
internal static class DescribedHeaders
{
    public const string Location = "Location";
    public const string RetryAfter = "Retry-After";
    public const string WwwAuthenticate = "WWW-Authenticate";

    /// <summary>A client's own request id: what <see cref="RequestId"/> keeps.</summary>
    private const string IdPattern = "^[A-Za-z0-9._-]{1,64}$";

    /// <summary>Request headers, by name. Without examples, which would put them into every request that a page shows.</summary>
    public static Dictionary<string, IOpenApiParameter> Parameters() => new()
    {
        [RequestId.Header] = Parameter(
            RequestId.Header,
            "Addition. An id of your own for this request: 1 to 64 letters, digits, dots, underscores or hyphens. Without one, or with one of another form, the service makes an id.",
            IdPattern),
        [Idempotency.Header] = Parameter(
            Idempotency.Header,
            "Addition. A key of your choice for this request: 1 to 255 printable ASCII characters without spaces. The same request sent again with the same key within 24 hours gets the first answer again and changes nothing.",
            "^[!-~]{1,255}$"),
    };

    /// <summary>Response headers, by name.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers() => new()
    {
        [RequestId.Header] = Header("Addition. The request's id: yours if you sent one, else one made here. Every answer has it; name it when you ask for help.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdPattern }, required: true),
        [Idempotency.Replayed] = Header($"Addition. `true` if this is the kept answer to an earlier request with the same `{Idempotency.Header}`; otherwise it is left out.", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["true"] }),
        [RateLimitFields.Policy] = Header(
            "Addition. How many requests a key may send (`q`) in how many seconds (`w`): `\"key\";q=6000;w=60`. Left out where there is no limit, and where the key was not accepted.", new OpenApiSchema { Type = JsonSchemaType.String }),
        [RateLimitFields.Limit] = Header(
            "Addition. How many requests the key has left (`r`) and in how many seconds it has all of them again (`t`): `\"key\";r=5999;t=60`.", new OpenApiSchema { Type = JsonSchemaType.String }),
        [Location] = Header("Addition. The path of the new domain.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" }),
        [RetryAfter] = Header("Addition. Seconds to wait before another try.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" }),
        [WwwAuthenticate] = Header("The scheme to authenticate with: always `Bearer`.", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["Bearer"] }),
    };

    /// <summary>The response headers that an answer can carry.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="status">The answer's status.</param>
    public static IEnumerable<string> Of(string method, int status)
    {
        yield return RequestId.Header;
        var isPost = HttpMethods.IsPost(method);
        if (status == StatusCodes.Status201Created)
        {
            yield return Location;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            yield return WwwAuthenticate;
        }
        else
        {
            yield return RateLimitFields.Policy;
            yield return RateLimitFields.Limit;
        }

        // 409 where the first request with an idempotency key is still running.
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable || (isPost && status == StatusCodes.Status409Conflict))
        {
            yield return RetryAfter;
        }

        // What is answered before the key is looked at, or is not kept under it, is not replayed either.
        if (isPost && status is not (401 or 403 or 413 or 422 or 429 or >= 500))
        {
            yield return Idempotency.Replayed;
        }
    }

    private static OpenApiParameter Parameter(string name, string description, string pattern) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
        Extensions = Addition.Mark(description),
    };

    private static OpenApiHeader Header(string description, OpenApiSchema schema, bool required = false) =>
        new() { Description = description, Schema = schema, Required = required, Extensions = Addition.Mark(description) };
}
