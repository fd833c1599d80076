using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Postscale.Server.Http.Description;

namespace Postscale.Server.Http;

/// <summary>
/// What the API description says of an endpoint beyond what the endpoint itself shows. The framework reads the name, the
/// summary, the description and the tag from here by itself; the rest is read by <see cref="OperationDescription"/>.
/// </summary>
/// <param name="OperationId">The operation's name.</param>
/// <param name="Summary">A few words, for lists of operations.</param>
/// <param name="Description">Sentences in Markdown.</param>
internal sealed record Documented(string OperationId, string Summary, string Description)
    : IEndpointNameMetadata, IEndpointSummaryMetadata, IEndpointDescriptionMetadata, ITagsMetadata
{
    /// <summary>The group it stands in.</summary>
    public string Tag { get; init; } = "Domains";

    /// <summary>What it answers when the id in its path names nothing.</summary>
    public ErrorCode NotFound { get; init; } = ErrorCode.DomainNotFound;

    /// <summary>What its request body is made of, if it has one.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>The bodies to show.</summary>
    public IReadOnlyList<DocumentedExample> BodyExamples { get; init; } = [];

    /// <summary>The query parameters it reads.</summary>
    public IReadOnlyList<DocumentedParameter> Query { get; init; } = [];

    /// <summary>What the body of its good answer is made of.</summary>
    public required Type Answer { get; init; }

    /// <summary>The status of the good answer.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What the good answer is, in a sentence.</summary>
    public required string Success { get; init; }

    /// <summary>The good answers to show.</summary>
    public IReadOnlyList<DocumentedExample> AnswerExamples { get; init; } = [];

    /// <summary>Its good answers of other media types than JSON: texts, with one to show of each.</summary>
    public IReadOnlyList<DocumentedText> Texts { get; init; } = [];

    /// <summary>
    /// The errors it can answer. At its declaration those of its own; <see cref="DescribedEndpoint"/> adds what follows from
    /// its method, path, body and key.
    /// </summary>
    public IReadOnlyList<ErrorCode> Errors { get; init; } = [];

    string IEndpointNameMetadata.EndpointName => OperationId;

    IReadOnlyList<string> ITagsMetadata.Tags => [Tag];
}
