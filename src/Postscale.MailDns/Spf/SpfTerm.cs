namespace Postscale.MailDns.Spf;

/// <summary>One term of a record: a directive or a modifier (RFC 7208 §4.6.1). <c>ToString</c> gives its canonical text.</summary>
public abstract record SpfTerm
{
    private protected SpfTerm()
    {
    }
}
