namespace Postscale.MailDns.Spf;

/// <summary>A mechanism and what it says of the senders it matches (RFC 7208 §4.6.1).</summary>
/// <param name="Qualifier">The result for a sender that matches.</param>
/// <param name="Mechanism">Which senders match.</param>
public sealed record SpfDirective(SpfQualifier Qualifier, SpfMechanism Mechanism) : SpfTerm
{
    /// <inheritdoc/>
    public override string ToString() => Qualifier switch
    {
        SpfQualifier.Fail => $"-{Mechanism}",
        SpfQualifier.SoftFail => $"~{Mechanism}",
        SpfQualifier.Neutral => $"?{Mechanism}",
        _ => Mechanism.ToString(),
    };
}
