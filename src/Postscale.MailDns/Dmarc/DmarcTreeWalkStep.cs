using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>One query of a tree walk and what its answer came to.</summary>
internal sealed class DmarcTreeWalkStep
{
    public DmarcTreeWalkStep(DnsName domain, DnsAnswer answer)
    {
        (Domain, Answer) = (domain, answer);
        foreach (var record in answer.Outcome == DnsOutcome.Found ? answer.Records.OfType<TxtRecord>() : [])
        {
            if (!DmarcRecord.LooksLikeDmarc(record.Text))
                continue;
            Texts.Add(record.Text);
            var reading = DmarcReading.Of(record.Text);
            if (!reading.IsDmarc)
                Unusable ??= reading.Error;
            else if (RecordCount++ == 0)
                Reading = reading;
        }

        // RFC 9989 §4.10 steps 2 and 6: of several records, none counts.
        if (RecordCount > 1)
            Reading = null;
    }

    /// <summary>The domain asked about.</summary>
    public DnsName Domain { get; }

    /// <summary>The answer for "_dmarc." before it.</summary>
    public DnsAnswer Answer { get; }

    /// <summary>The texts that are DMARC records or were meant as such.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>How many texts begin with a right v= tag.</summary>
    public int RecordCount { get; private set; }

    /// <summary>The one record that counts, applied or not; null when there is none or there are several.</summary>
    public DmarcReading? Reading { get; }

    /// <summary>What is wrong with a text that was meant as a record and does not count as one; null when there is none.</summary>
    public DmarcError? Unusable { get; }
}
