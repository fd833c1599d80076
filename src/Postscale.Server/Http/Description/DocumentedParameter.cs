using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>A query parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does. One that begins with "Addition." is marked as beyond the contract.</param>
/// <param name="Schema">What it takes.</param>
internal sealed record DocumentedParameter(string Name, string Description, Func<OpenApiSchema> Schema);
