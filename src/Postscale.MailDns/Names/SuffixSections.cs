namespace Postscale.MailDns.Names;

/// <summary>The parts of the Public Suffix List (publicsuffix.org, "Format").</summary>
[Flags]
public enum SuffixSections
{
    /// <summary>No rules: nothing but the default rule applies.</summary>
    None = 0,

    /// <summary>Suffixes of registries that ICANN or a country delegates to, such as "com" and "co.uk".</summary>
    Icann = 1,

    /// <summary>Suffixes that private operators hand out names under, such as "github.io".</summary>
    Private = 2,

    /// <summary>Both sections.</summary>
    All = Icann | Private,
}
