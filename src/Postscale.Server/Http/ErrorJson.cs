using System.Text.Json.Serialization;

namespace Postscale.Server.Http;

/// <summary>The body of every error.</summary>
/// <param name="Error">A sentence a person can act on.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Field">The field or query parameter at fault, where it is one.</param>
/// <param name="RequestId">The request's id, as in the header X-Request-ID.</param>
public sealed record ErrorJson(
    string Error,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    string RequestId);
