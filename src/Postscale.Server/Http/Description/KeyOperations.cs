using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Accounts;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the operations on keys.</summary>
internal static class KeyOperations
{
    /// <summary>The group they stand in.</summary>
    public const string Tag = "Keys";

    public static readonly Documented List = new(
        "ListKeys",
        "List keys",
        """
        Addition. One page of the account's keys in the environment of yours, newest first, with those that are revoked or have
        expired. A key itself is never shown again, only its first twelve and last four characters. Needs the scope `keys`.
        """)
    {
        Tag = Tag,
        Query = WebhookOperations.Page("keys"),
        Answer = typeof(KeyListJson),
        Success = "The page.",
        AnswerExamples = [new("page", "A page with two keys", KeyExamples.Listed)],
    };

    public static readonly Documented Create = new(
        "CreateKey",
        "Create key",
        """
        Addition. Makes a key of your account and environment and shows it, once: kept is only its SHA-256. It may have the scopes
        that your own key has and no others; an account has at most 100 keys in force in an environment. The body may be left out.

        A request repeated with the same `Idempotency-Key` makes no second key, and its answer has no `key`: if the first answer was
        lost, revoke that key and make another.
        """)
    {
        Tag = Tag,
        Body = typeof(CreateKeyJson),
        IsBodyOptional = true,
        BodyExamples = [new("read", "A key that may read, for 90 days", KeyExamples.CreateBody)],
        Answer = typeof(KeyJson),
        Status = StatusCodes.Status201Created,
        Success = "The key is made.",
        AnswerExamples = [new("key", "A key that may read, for 90 days", KeyExamples.Made)],
        Errors = [ErrorCode.KeyLimit],
    };

    public static readonly Documented Revoke = new(
        "RevokeKey",
        "Revoke key",
        "Addition. Revokes a key, also your own: it is refused at once here, and within one second on every replica. That cannot be undone. A key that is revoked already is 404.")
    {
        Tag = Tag,
        NotFound = ErrorCode.KeyNotFound,
        Answer = typeof(RevokedJson),
        Success = "The key is revoked.",
        AnswerExamples = [new("revoked", "Revoked", KeyExamples.Revoked)],
    };

    public static readonly Documented Rotate = new(
        "RotateKey",
        "Rotate key",
        """
        Addition. Makes a key in the place of another and shows it, once: with the same scopes, and if the former one was made to
        live for some days, for as many from now; else to the same end. The former key works on for `overlap_minutes`, never beyond
        its own end. Your own key must have every scope of the one it replaces. The body may be left out. As with its making, the
        answer to a repeated request has no `key`.
        """)
    {
        Tag = Tag,
        NotFound = ErrorCode.KeyNotFound,
        Body = typeof(RotateKeyJson),
        IsBodyOptional = true,
        BodyExamples = [new("hour", "Both keys for an hour", KeyExamples.RotateBody)],
        Answer = typeof(KeyJson),
        Status = StatusCodes.Status201Created,
        Success = "The new key.",
        AnswerExamples = [new("key", "The new key", KeyExamples.Made)],
        Errors = [ErrorCode.KeyLimit],
    };

    /// <summary>The id in the path.</summary>
    public static OpenApiParameter IdParameter() => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The key's id.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        Examples = new Dictionary<string, IOpenApiExample> { ["id"] = new OpenApiExample { Summary = "By id", Value = JsonValue.Create(KeyExamples.Id) } },
    };

    /// <summary>What is said of a wrong field, where that is another than for other operations.</summary>
    /// <param name="code">The error.</param>
    /// <param name="operation">The operation.</param>
    public static (string Message, string? Field)? Wrong(ErrorCode code, Documented operation) => (code.Name, operation.Body?.Name) switch
    {
        ("field_invalid", nameof(CreateKeyJson)) => ("the 'scopes' field takes one or more of read, write, webhooks, keys", "scopes"),
        ("field_type", nameof(CreateKeyJson)) => ("the 'scopes' field must be an array of strings", "scopes"),
        ("field_invalid", nameof(RotateKeyJson)) => ("the 'overlap_minutes' field must be a whole number from 0 to 5256000", "overlap_minutes"),
        ("field_type", nameof(RotateKeyJson)) => ("the 'overlap_minutes' field must be a whole number", "overlap_minutes"),
        ("field_invalid", null) => ("the 'limit' parameter must be a whole number, at least 1", "limit"),
        ("api_key_scope_missing", _) => ("this API key lacks the scope 'keys'; use a key that has it", null),
        _ => null,
    };
}
