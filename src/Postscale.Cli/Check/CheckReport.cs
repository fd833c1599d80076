using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Spf;
using Postscale.Server.Records;

namespace Postscale.Cli.Check;

/// <summary>The whole diagnosis of a domain.</summary>
internal sealed record CheckReport
{
    public required CheckRequest Request { get; init; }

    /// <summary>The records that the type calls for, in the order they are issued.</summary>
    public required IReadOnlyList<CheckedRecord> Records { get; init; }

    /// <summary>What is published, whoever the provider is. Null parts were not read in time.</summary>
    public required MxView? Mx { get; init; }

    public required SpfSurveyResult? Spf { get; init; }

    public required DkimKeyResult? Dkim { get; init; }

    public required DmarcView? Dmarc { get; init; }

    public required DnssecView Dnssec { get; init; }

    /// <summary>How many questions DNS was asked.</summary>
    public required int Lookups { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Whether all that the type needs holds, ownership only if it was looked at; null where that hangs on what could not be read.
    /// </summary>
    public bool? Verified
    {
        get
        {
            var holding = Records.Where(r => r.Outcome is CheckOutcome.Ok or CheckOutcome.NotChecked).Aggregate(0L, (bits, r) => bits | r.Kind.Bit);
            if (RecordKinds.AreEnoughFor(holding, Request.Type))
            {
                return true;
            }

            return Records.Any(r => r.IsRequired && (r.Outcome is CheckOutcome.Missing or CheckOutcome.Wrong)) ? false : null;
        }
    }
}
