namespace Postscale.MailDns.Resolution;

/// <summary>The aliases that one look-up has followed, over all its responses.</summary>
internal sealed class AliasChain(DnsName asked, int max)
{
    private readonly List<DnsName> _names = [];

    public IReadOnlyList<DnsName> Names => _names;

    /// <summary>The name to ask for next.</summary>
    public DnsName Current => _names.Count > 0 ? _names[^1] : asked;

    /// <summary>Follows further aliases; false when they lead back, or are too many.</summary>
    /// <param name="aliases">The aliases of one response.</param>
    /// <param name="problem">What is wrong with the chain.</param>
    public bool TryFollow(IReadOnlyList<DnsName> aliases, out string? problem)
    {
        problem = null;
        foreach (var alias in aliases)
        {
            if (alias == asked || _names.Contains(alias))
            {
                problem = Circle(alias);
                return false;
            }

            if (_names.Count >= max)
            {
                problem = TooLong(max);
                return false;
            }

            _names.Add(alias);
        }

        return true;
    }

    public static string Circle(DnsName at) => $"its aliases lead in a circle, back to {at}";

    public static string TooLong(int max) => FormattableString.Invariant($"more than {max} aliases follow each other");
}
