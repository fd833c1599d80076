namespace Postscale.MailDns.Names;

/// <summary>What the list says of one name; each kind of rule once for each section.</summary>
[Flags]
internal enum SuffixRule : byte
{
    None = 0,

    /// <summary>"name": the name is a suffix.</summary>
    Exact = 1,

    /// <summary>"*.name": every name one label longer is a suffix.</summary>
    Wildcard = 4,

    /// <summary>"!name": the name is no suffix although a wildcard says so.</summary>
    Exception = 16,
}
