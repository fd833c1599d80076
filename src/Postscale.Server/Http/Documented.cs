namespace Postscale.Server.Http;

/// <summary>Ties an endpoint to its part of the API description.</summary>
/// <param name="OperationId">The operation's name.</param>
/// <param name="Body">What its request body is made of, if it has one.</param>
internal sealed record Documented(string OperationId, Type? Body = null);
