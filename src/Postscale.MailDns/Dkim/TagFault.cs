namespace Postscale.MailDns.Dkim;

/// <summary>What is wrong with one entry of a tag list.</summary>
internal enum TagFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing stands between two semicolons.</summary>
    Empty,

    /// <summary>There is no equals sign.</summary>
    NoEquals,

    /// <summary>The name does not start with a letter, or holds something that a name may not.</summary>
    BadName,

    /// <summary>The value holds something other than printable ASCII and folding white space.</summary>
    BadValue,
}
