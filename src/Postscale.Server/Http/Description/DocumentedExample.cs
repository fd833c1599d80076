using System.Text.Json.Nodes;
using Postscale.Server.Options;

namespace Postscale.Server.Http.Description;

/// <summary>An example of a body. It is built when the description is asked for, with the platform's names as configured.</summary>
/// <param name="Name">Its key in the description.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Value">The body.</param>
internal sealed record DocumentedExample(string Name, string Summary, Func<Platform, JsonNode> Value);
