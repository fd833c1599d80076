using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Postscale.Server.Http;

/// <summary>The body of every error.</summary>
/// <param name="Error">A sentence a person can act on.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Field">The field or query parameter at fault, where it is one.</param>
/// <param name="RequestId">The request's id, as in the header X-Request-ID.</param>
[Description("The body of every error.")]
public sealed record ErrorJson(
    [property: Description("What is wrong, in a sentence that a person can act on.")] string Error,
    [property: Description("Addition. A stable name of the error, for programs.")] string Code,
    [property: Description("Addition. The field, query parameter or header at fault, where it is one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: Description("Addition. The request's id, as in the header X-Request-ID.")] string RequestId);
