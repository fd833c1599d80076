using System.CommandLine;

namespace Postscale.Cli.Api.Domains;

/// <summary><c>postscale domains</c>: domains, by the API.</summary>
internal static class DomainsCommand
{
    public static Command Create() => ApiOptions.AddTo(new Command("domains", "register, list, change, verify and remove domains, by the API of a service")
    {
        DomainVerbs.Create(),
        DomainVerbs.List(),
        DomainVerbs.Get(),
        DomainVerbs.Update(),
        DomainVerbs.Delete(),
        CheckVerbs.Dns(),
        ProviderVerb.Create(),
        PublishVerb.Create(),
        CheckVerbs.Verify(),
        WatchVerb.Create(),
        CheckVerbs.Checks(),
    });

    /// <summary>The argument that names a domain.</summary>
    public static Argument<string> Name()
    {
        var name = new Argument<string>("DOMAIN") { Description = "the domain's name, in any spelling, or its id" };
        name.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string>()?.Trim() is "" or "." or "..")
            {
                r.AddError("DOMAIN takes a domain's name or its id");
            }
        });
        return name;
    }

    /// <summary>The option that tells what a domain is for.</summary>
    public static Option<string?> Type(string description)
    {
        var type = new Option<string?>("--type") { Description = description, HelpName = "TYPE" };
        type.AcceptOnlyFromAmong("inbound", "outbound", "both", "alias");
        return type;
    }
}
