namespace Postscale.MailDns.Names;

/// <summary>Reads the list in the format of publicsuffix.org: a rule a line up to the first white space, "//" comments, markers of sections.</summary>
internal sealed class SuffixListReader
{
    private const string VersionMark = "VERSION:";

    private readonly SuffixRuleTable.Builder _rules = new();
    private SuffixSections _section = SuffixSections.Icann;

    public string? Version { get; private set; }

    public int IcannCount { get; private set; }

    public int PrivateCount { get; private set; }

    /// <summary>Reads all lines and makes the table.</summary>
    /// <exception cref="FormatException">A line is no rule; the message names it.</exception>
    public SuffixRuleTable Read(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var full in text.EnumerateLines())
        {
            number++;
            var line = full.Trim();
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                ReadComment(line[2..].Trim());
            }
            else if (!line.IsEmpty && !TryAdd(FirstWord(line)))
            {
                throw new FormatException($"line {number} of the Public Suffix List is not a rule");
            }
        }

        return _rules.Build();
    }

    private void ReadComment(ReadOnlySpan<char> comment)
    {
        if (comment.StartsWith(VersionMark, StringComparison.Ordinal))
        {
            Version = comment[VersionMark.Length..].Trim().ToString();
        }
        else if (comment.StartsWith("===BEGIN PRIVATE", StringComparison.Ordinal))
        {
            _section = SuffixSections.Private;
        }
        else if (comment.StartsWith("===BEGIN ICANN", StringComparison.Ordinal))
        {
            _section = SuffixSections.Icann;
        }
    }

    private bool TryAdd(ReadOnlySpan<char> rule)
    {
        var kind = SuffixRule.Exact;
        if (rule[0] == '!')
        {
            kind = SuffixRule.Exception;
            rule = rule[1..];
        }
        else if (rule.StartsWith("*.", StringComparison.Ordinal))
        {
            kind = SuffixRule.Wildcard;
            rule = rule[2..];
        }

        // The format allows wildcards elsewhere; the list has never had one, and a rule misread would be worse than none.
        // An exception takes its leftmost label off, so it needs another.
        if (!SuffixQuery.TryNormalize(rule, out var name) || (kind == SuffixRule.Exception && !name.Contains('.')))
        {
            return false;
        }

        _rules.Add(name, kind, _section);
        if (_section == SuffixSections.Icann)
        {
            IcannCount++;
        }
        else
        {
            PrivateCount++;
        }

        return true;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(' ', '\t');
        return end < 0 ? line : line[..end];
    }
}
