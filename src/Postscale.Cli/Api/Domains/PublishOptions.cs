using System.CommandLine;
using System.CommandLine.Parsing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>The options that say where to publish, and the request that they make. A secret is none of them: command lines are seen by others.</summary>
internal sealed class PublishOptions
{
    private const string Rfc2136 = "rfc2136";
    private const string PowerDns = "powerdns";
    private const string Cloudflare = "cloudflare";

    private readonly Option<string> _via = new("--via") { Description = "the way: rfc2136 (signed updates of a name server), powerdns or cloudflare (their APIs)", HelpName = "WAY", Required = true };
    private readonly Option<string?> _server = Text("--server", "rfc2136: the name server, with its port where it is not 53", "HOST[:PORT]");
    private readonly Option<string?> _keyName = Text("--key-name", "rfc2136: the name of the TSIG key", "NAME");
    private readonly Option<string?> _algorithm = Text("--algorithm", "rfc2136: hmac-sha256 (default), hmac-sha384 or hmac-sha512", "NAME");
    private readonly Option<string?> _powerDnsUrl = Text("--powerdns-url", "powerdns: the URL of its web server, what stands before /api/v1", "URL");
    private readonly Option<string?> _serverId = Text("--server-id", "powerdns: the server's id in its API; default localhost", "ID");
    private readonly Option<string?> _zone = Text("--zone", "rfc2136, powerdns: the zone that holds the domain; default: the server is asked", "NAME");
    private readonly Option<string?> _zoneId = Text("--zone-id", "cloudflare: the zone's id; default: Cloudflare is asked", "ID");

    public PublishOptions()
    {
        _via.AcceptOnlyFromAmong(Rfc2136, PowerDns, Cloudflare);
        _algorithm.AcceptOnlyFromAmong("hmac-sha256", "hmac-sha384", "hmac-sha512");
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_via, _server, _keyName, _algorithm, _powerDnsUrl, _serverId, _zone, _zoneId])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>What the secret is called, to somebody who is asked for it.</summary>
    public string SecretName(ParseResult result) => result.GetValue(_via) switch
    {
        Rfc2136 => $"Secret of the key {result.GetValue(_keyName)}",
        PowerDns => "API key of PowerDNS",
        _ => "API token of Cloudflare",
    };

    /// <summary>The request, which changes nothing.</summary>
    public PublishRequest Request(ParseResult result, string secret) => result.GetValue(_via) switch
    {
        Rfc2136 => new PublishRequest
        {
            Via = PublishVia.Rfc2136,
            Rfc2136 = new Rfc2136Target
            {
                Server = result.GetValue(_server)!,
                KeyName = result.GetValue(_keyName)!,
                Algorithm = result.GetValue(_algorithm),
                Secret = secret,
                Zone = result.GetValue(_zone),
            },
        },
        PowerDns => new PublishRequest
        {
            Via = PublishVia.PowerDns,
            PowerDns = new PowerDnsTarget { Url = result.GetValue(_powerDnsUrl)!, ApiKey = secret, ServerId = result.GetValue(_serverId), Zone = result.GetValue(_zone) },
        },
        _ => new PublishRequest { Via = PublishVia.Cloudflare, Cloudflare = new CloudflareTarget { ApiToken = secret, ZoneId = result.GetValue(_zoneId) } },
    };

    private void Check(CommandResult result)
    {
        // The tokens: asking for the value of an option that was not read well throws.
        var via = result.GetResult(_via)?.Tokens is [var token] ? token.Value : null;
        (Option[] Needed, Option[] Taken) of = via switch
        {
            Rfc2136 => ([_server, _keyName], [_server, _keyName, _algorithm, _zone]),
            PowerDns => ([_powerDnsUrl], [_powerDnsUrl, _serverId, _zone]),
            Cloudflare => ([], [_zoneId]),
            _ => ([], [_server, _keyName, _algorithm, _powerDnsUrl, _serverId, _zone, _zoneId]),
        };
        foreach (var missing in of.Needed.Where(o => result.GetResult(o) is null))
        {
            result.AddError($"--via {via} needs {missing.Name}");
        }

        foreach (var other in ((Option[])[_server, _keyName, _algorithm, _powerDnsUrl, _serverId, _zone, _zoneId]).Except(of.Taken).Where(o => result.GetResult(o) is not null))
        {
            result.AddError($"--via {via} takes no {other.Name}");
        }
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
