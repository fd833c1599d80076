namespace Postscale.MailDns.Resolution.Wire;

/// <summary>The response codes this library tells apart (RFC 1035 §4.1.1, RFC 6895 §2.3).</summary>
internal enum ResponseCode : ushort
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,
    NameTooLongAfterDname = 6,
    NotAuthoritative = 9,
    BadVersion = 16,
}
