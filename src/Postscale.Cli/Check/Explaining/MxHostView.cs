using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.Cli.Check.Explaining;

/// <summary>One MX record and what its host resolves to.</summary>
/// <param name="Record">The record.</param>
/// <param name="Answers">The answers for the host's addresses; none for a null MX, and where there were too many hosts.</param>
internal sealed record MxHostView(MxRecord Record, IReadOnlyList<DnsAnswer> Answers)
{
    public string Host => Record.IsNull ? "." : Record.Exchange.Text;

    public IReadOnlyList<IPAddress> Addresses => [.. Answers.SelectMany(a => a.Records).OfType<AddressRecord>().Select(r => r.Address)];

    /// <summary>Where the host leads, if it is an alias.</summary>
    public DnsName? AliasOf => Answers.FirstOrDefault(a => a.Aliases.Count > 0)?.FinalName;

    /// <summary>What a sender would trip over; null when nothing.</summary>
    public string? Problem
    {
        get
        {
            if (Record.IsNull)
            {
                return "null MX: the domain takes no mail (RFC 7505)";
            }

            if (Answers.Count == 0)
            {
                return "not looked at: too many MX records";
            }

            if (Addresses.Count == 0)
            {
                return Answers.FirstOrDefault(a => !a.IsDefinite) is { } failed
                    ? $"its address could not be read: {failed.FailureText ?? "no answer"}"
                    : Answers.All(a => a.Outcome == DnsOutcome.NoSuchName) ? "does not exist" : "has no address";
            }

            // RFC 2181 §10.3
            return AliasOf is { } target ? $"is an alias (CNAME) to {target}; an MX record must name the host itself (RFC 2181 section 10.3)" : null;
        }
    }
}
