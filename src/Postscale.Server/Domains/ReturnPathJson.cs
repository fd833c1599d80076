using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Postscale.Server.Records;

namespace Postscale.Server.Domains;

/// <summary>The return path of a domain that sends.</summary>
[Description("The return path of a domain that sends.")]
internal sealed record ReturnPathJson
{
    [Description("The name the alias stands at.")]
    public required string Hostname { get; init; }

    [Description("Where it must point.")]
    public required string CnameTarget { get; init; }

    [Description("Whether it does.")]
    public required bool Verified { get; init; }

    [Description("What it is needed for: always production_outbound.")]
    [AllowedValues("production_outbound")]
    public string RequiredFor { get; init; } = "production_outbound";

    [Description("Whether bounces that come late can be told to the sender; the same as verified.")]
    public required bool DelayedBounceTrackingEnabled { get; init; }

    /// <summary>The return path; null for types that do not send.</summary>
    public static ReturnPathJson? Of(Domain domain, RecordContext context)
    {
        if (!RecordKinds.ReturnPath.IsIssuedFor(domain.Type))
        {
            return null;
        }

        var issued = RecordKinds.ReturnPath.Issue(context);
        var holds = domain.Holds(RecordKinds.ReturnPath);
        return new ReturnPathJson { Hostname = issued.Name.Text, CnameTarget = issued.Value, Verified = holds, DelayedBounceTrackingEnabled = holds };
    }
}
