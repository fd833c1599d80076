using Postscale.MailDns.Names;
using Postscale.Server.Domains;
using Postscale.Server.Options;

namespace Postscale.Cli.Check;

/// <summary>What is to be checked.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Token">Its ownership token, or null.</param>
/// <param name="Options">The platform's names, whom to ask and the bound on all look-ups.</param>
internal sealed record CheckRequest(DomainName Domain, DomainType Type, string? Token, PostscaleOptions Options);
