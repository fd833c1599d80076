namespace Postscale.Server.Publishing;

/// <summary>The forms in which the records to publish can be had.</summary>
internal enum DnsFormat
{
    /// <summary>The API's own answer.</summary>
    Json,

    /// <summary>A master file (RFC 1035 §5), as name servers read it.</summary>
    Zone,

    /// <summary>A table (RFC 4180).</summary>
    Csv,

    /// <summary>Terraform.</summary>
    Terraform,

    /// <summary>DNSControl.</summary>
    DnsControl,
}
