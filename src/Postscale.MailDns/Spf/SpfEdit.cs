using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Changes the words of a record and leaves the others as they are written.</summary>
internal sealed class SpfEdit
{
    private readonly List<string> _words;
    private readonly List<SpfTerm> _terms;

    public SpfEdit(string text, SpfRecord record)
    {
        // One word for the version, then one for each term: the parser splits in the same way.
        _words = [.. SpfToken.Split(text).Select(t => t.Text)];
        _terms = [.. record.Terms];
    }

    public override string ToString() => string.Join(' ', _words);

    public int IndexOf(SpfTerm term) => _terms.FindIndex(t => ReferenceEquals(t, term));

    public void Remove(SpfTerm term)
    {
        var index = IndexOf(term);
        _terms.RemoveAt(index);
        _words.RemoveAt(index + 1);
    }

    public void Replace(SpfTerm term, string text) => _words[IndexOf(term) + 1] = text;

    /// <summary>Puts a term before another; when there is none, before the first "all"; when there is none either, after the last directive. Text that is no term changes nothing.</summary>
    public void Insert(string text, SpfTerm? before)
    {
        var index = before is not null ? IndexOf(before) : _terms.FindIndex(t => t is SpfDirective { Mechanism.Kind: SpfMechanismKind.All });
        if (index < 0)
        {
            index = _terms.FindLastIndex(t => t is SpfDirective) + 1;
        }

        if (SpfTermParser.TryParse(text, out var term, out _))
        {
            _terms.Insert(index, term);
            _words.Insert(index + 1, text);
        }
    }

    public void RemoveAll(Func<SpfTerm, bool> condition)
    {
        foreach (var term in _terms.Where(condition).ToList())
        {
            Remove(term);
        }
    }

    /// <summary>"include:" and a name.</summary>
    public static string IncludeOf(DnsName name) => $"include:{name}";
}
