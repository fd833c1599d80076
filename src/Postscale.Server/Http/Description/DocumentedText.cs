using Postscale.Server.Options;

namespace Postscale.Server.Http.Description;

/// <summary>A good answer that is a text.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Value">Makes the one to show, with the platform's own names.</param>
internal sealed record DocumentedText(string MediaType, string Summary, Func<Platform, string> Value);
