namespace Postscale.MailDns.Names;

/// <summary>
/// The Public Suffix List (publicsuffix.org): under which names the public registers. All answers are in lower-case A-labels.
/// Where no rule matches, the default rule "*" makes the last label the suffix, whatever the sections asked for.
/// Immutable, so any number of threads may ask.
/// </summary>
public sealed class PublicSuffixList
{
    private const string Resource = "Postscale.MailDns.public_suffix_list.dat";

    private static readonly Lazy<PublicSuffixList> LazyEmbedded = new(ReadEmbedded);

    private readonly SuffixRuleTable _rules;

    private PublicSuffixList(SuffixRuleTable rules, SuffixListReader reader)
    {
        _rules = rules;
        Version = reader.Version;
        IcannRuleCount = reader.IcannCount;
        PrivateRuleCount = reader.PrivateCount;
    }

    /// <summary>The list that came with this library; read on first use, which takes a few milliseconds.</summary>
    public static PublicSuffixList Embedded => LazyEmbedded.Value;

    /// <summary>What the list's "VERSION:" line says; null if it has none.</summary>
    public string? Version { get; }

    /// <summary>How many rules the ICANN section has.</summary>
    public int IcannRuleCount { get; }

    /// <summary>How many rules the private section has.</summary>
    public int PrivateRuleCount { get; }

    /// <summary>Reads a list in the format of publicsuffix.org. Rules outside the marked sections count as ICANN's.</summary>
    /// <param name="reader">The text.</param>
    /// <exception cref="FormatException">
    /// A line is no rule, has a wildcard other than a leading "*.", or is not ASCII while the system cannot convert Unicode; the message gives its number.
    /// </exception>
    public static PublicSuffixList Parse(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lines = new SuffixListReader();
        return new PublicSuffixList(lines.Read(reader.ReadToEnd()), lines);
    }

    /// <summary>The public suffix of a name; the whole name if it is one itself.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public string PublicSuffixOf(DomainName name, SuffixSections sections)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Value[_rules.SuffixStart(name.Value, sections)..];
    }

    /// <summary>The public suffix of a name in any spelling, single labels included; null if it is no name (empty, a dot in front, not valid Unicode).</summary>
    /// <param name="name">The name; labels with underscores are taken too where all is ASCII.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public string? PublicSuffixOf(string? name, SuffixSections sections) =>
        SuffixQuery.TryNormalize(name, out var plain) ? plain[_rules.SuffixStart(plain, sections)..].ToString() : null;

    /// <summary>Whether a name is a public suffix itself, so that nobody can own it. Of names under an unlisted top-level domain none is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public bool IsPublicSuffix(DomainName name, SuffixSections sections)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _rules.SuffixStart(name.Value, sections) == 0;
    }

    /// <summary>Whether a name in any spelling is a public suffix itself; every single label is, and what is no name is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public bool IsPublicSuffix(string? name, SuffixSections sections) =>
        SuffixQuery.TryNormalize(name, out var plain) && _rules.SuffixStart(plain, sections) == 0;

    /// <summary>The public suffix of a name and one label more: what somebody registered. Null if the name is a public suffix itself.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public DomainName? RegistrableDomain(DomainName name, SuffixSections sections)
    {
        ArgumentNullException.ThrowIfNull(name);
        var start = RegistrableStart(name.Value, sections);
        return start < 0 ? null : name.Last(name.Value.AsSpan(start).Count('.') + 1);
    }

    /// <summary>The registrable domain of a name in any spelling; null if the name is a public suffix itself or no name at all.</summary>
    /// <param name="name">The name; labels with underscores are taken too where all is ASCII.</param>
    /// <param name="sections">The sections whose rules apply.</param>
    public string? RegistrableDomain(string? name, SuffixSections sections)
    {
        if (!SuffixQuery.TryNormalize(name, out var plain))
        {
            return null;
        }

        var start = RegistrableStart(plain, sections);
        return start < 0 ? null : plain[start..].ToString();
    }

    private int RegistrableStart(ReadOnlySpan<char> name, SuffixSections sections)
    {
        var suffix = _rules.SuffixStart(name, sections);
        return suffix == 0 ? -1 : name[..(suffix - 1)].LastIndexOf('.') + 1;
    }

    private static PublicSuffixList ReadEmbedded()
    {
        using var stream = typeof(PublicSuffixList).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("the assembly was built without its Public Suffix List");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }
}
