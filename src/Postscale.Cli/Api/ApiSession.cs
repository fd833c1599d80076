using Postscale.Cli.Api.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api;

/// <summary>What a verb works with.</summary>
/// <param name="Client">The API.</param>
/// <param name="Output">Standard output.</param>
internal sealed record ApiSession(PostscaleClient Client, Output Output);
