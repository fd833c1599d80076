using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>The verbs that register, list, change and remove.</summary>
internal static class DomainVerbs
{
    public static Command Create()
    {
        var name = new Argument<string>("DOMAIN") { Description = "the name to register, in any spelling" };
        var type = DomainsCommand.Type("what it is for: inbound (default), outbound, both or alias");
        var catchAll = new Option<bool>("--catch-all") { Description = "take mail for any address of the domain" };
        var primary = new Option<string?>("--primary") { Description = "for an alias: the domain that mail is forwarded to", HelpName = "DOMAIN" };
        var key = new Option<string?>("--idempotency-key") { Description = "a text under which this is done once, however often it is asked for within a day", HelpName = "TEXT" };
        key.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && (text.Length is 0 or > 255 || text.Any(c => c is < '!' or > '~')))
            {
                r.AddError("--idempotency-key takes 1 to 255 printable ASCII characters without spaces");
            }
        });
        return new Command("create", "register a domain") { name, type, catchAll, primary, key }.Does(async (result, session, token) =>
        {
            var domain = await session.Client.Domains.CreateAsync(
                new NewDomain
                {
                    Name = result.GetValue(name)!,
                    Type = Read(result.GetValue(type)),
                    CatchAllEnabled = result.GetValue(catchAll) ? true : null,
                    PrimaryDomain = result.GetValue(primary),
                },
                result.GetValue(key),
                token).ConfigureAwait(false);
            Show(session.Output, domain);
            if (session.Output.Screen is { IsTerminal: true, IsJson: false })
            {
                session.Output.Say($"Next: publish what 'postscale domains dns {domain.Name}' shows, then 'postscale domains watch {domain.Name}'.", Ink.Faint);
            }
        });
    }

    public static Command List()
    {
        var query = new Option<string?>("--query", "-q") { Description = "only names that hold this text", HelpName = "TEXT" };
        var type = DomainsCommand.Type("only those of this type");
        var verified = SwitchOption.Create("--verified", "only those that are verified, or with false those that are not");
        var sort = new Option<string?>("--sort") { Description = "the order: created_at (default), -created_at or domain", HelpName = "ORDER" };
        sort.AcceptOnlyFromAmong("created_at", "-created_at", "domain");
        var limit = Limit();
        return new Command("list", "list the account's domains") { query, type, verified, sort, limit }.Does((result, session, token) => session.Output.ListAsync(
            session.Client.Domains.ListAsync(
                new DomainQuery
                {
                    Contains = result.GetValue(query),
                    Type = Read(result.GetValue(type)),
                    Verified = result.IsOn(verified),
                    Sort = result.GetValue(sort) is { } order ? new DomainSort(order) : null,
                },
                token).Take((int)result.GetValue(limit)),
            ["DOMAIN", "TYPE", "VERIFIED", "SENDS", "RECEIVES", "CREATED", "ID"],
            d => [d.Name, d.Type.ToString(), Cell.Truth(d.Verified), Cell.Truth(d.CanSend), Cell.Truth(d.CanReceive), Cell.Time(d.CreatedAt), d.Id.ToString()]));
    }

    public static Command Get()
    {
        var name = DomainsCommand.Name();
        return new Command("get", "show a domain") { name }.Does(async (result, session, token) =>
            Show(session.Output, await session.Client.Domains.GetAsync(result.GetValue(name)!, token).ConfigureAwait(false)));
    }

    public static Command Update()
    {
        var name = DomainsCommand.Name();
        var type = DomainsCommand.Type("what it is for: inbound, outbound, both or alias");
        var catchAll = SwitchOption.Create("--catch-all", "take mail for any address of the domain, or not");
        var active = SwitchOption.Create("--active", "let it take part in mail, or not");
        var primary = new Option<string?>("--primary") { Description = "for an alias: the domain that mail is forwarded to; an empty text for none", HelpName = "DOMAIN" };
        return new Command("update", "change a domain's settings; what is not given stays as it is") { name, type, catchAll, active, primary }.Does(async (result, session, token) =>
            Show(session.Output, await session.Client.Domains.UpdateAsync(
                result.GetValue(name)!,
                new DomainUpdate { Type = Read(result.GetValue(type)), CatchAllEnabled = result.IsOn(catchAll), Active = result.IsOn(active), PrimaryDomain = result.GetValue(primary) },
                token).ConfigureAwait(false)));
    }

    public static Command Delete()
    {
        var name = DomainsCommand.Name();
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask first; in a pipe nothing is asked" };
        return new Command("delete", "remove a domain; mail for it and as it stops at once") { name, yes }.Does(async (result, session, token) =>
        {
            var domain = result.GetValue(name)!;
            if (!result.GetValue(yes) && !Prompt.Agrees($"Remove {domain}? Mail for it and as it stops at once. [y/N] "))
            {
                return ExitCode.Failed;
            }

            await session.Client.Domains.DeleteAsync(domain, token).ConfigureAwait(false);
            if (session.Output.Screen.IsJson)
            {
                session.Output.Raw("{\"status\":\"deleted\"}\n");
            }
            else
            {
                session.Output.Say($"removed {domain}");
            }

            return ExitCode.Done;
        });
    }

    /// <summary>How many to list.</summary>
    public static Option<long> Limit() => NumberOption.Create("--limit", "N", "how many at most; default: all", 1, int.MaxValue, int.MaxValue);

    private static DomainType? Read(string? type) => type is null ? null : new DomainType(type);

    private static void Show(Output output, Domain domain) => output.One(
        domain,
        ("domain", domain.Name),
        ("id", domain.Id.ToString()),
        ("type", domain.Type.ToString()),
        ("verified", Cell.Truth(domain.Verified)),
        ("ownership", Cell.Truth(domain.OwnershipVerified)),
        ("mx", Cell.Truth(domain.MxVerified)),
        ("spf", Cell.Truth(domain.SpfVerified)),
        ("dkim", Cell.Truth(domain.DkimVerified)),
        ("dmarc", Cell.Truth(domain.DmarcVerified)),
        ("return_path", Cell.Truth(domain.ReturnPathVerified)),
        ("active", Cell.Truth(domain.Active)),
        ("catch_all", Cell.Truth(domain.CatchAllEnabled)),
        ("can_send", Cell.Truth(domain.CanSend)),
        ("can_receive", Cell.Truth(domain.CanReceive)),
        ("primary_domain", domain.PrimaryDomain),
        ("last_dns_check", Cell.Time(domain.LastDnsCheck)),
        ("verified_at", Cell.Time(domain.VerifiedAt)),
        ("created_at", Cell.Time(domain.CreatedAt)),
        ("updated_at", Cell.Time(domain.UpdatedAt)));
}
