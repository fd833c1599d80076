using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>A company or program that holds zones for others, as the table of providers knows it.</summary>
/// <param name="Id">A short name of letters and digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="NameServers">What the names of its name servers end with; "*" stands for any letters, digits and hyphens within a label.</param>
/// <param name="Url">Where its customers sign in.</param>
/// <param name="Steps">What to do there, in order.</param>
/// <param name="Traps">What goes wrong there.</param>
internal sealed record DnsProvider(string Id, string Name, IReadOnlyList<string> NameServers, string Url, IReadOnlyList<string> Steps, IReadOnlyList<string> Traps)
{
    /// <summary>How many of some name servers are this provider's.</summary>
    /// <param name="servers">Their names.</param>
    public int CountOf(IReadOnlyList<DnsName> servers) => servers.Count(s => NameServers.Any(suffix => EndsWith(s.Text, suffix)));

    /// <summary>Whether a name is a suffix of labels, or ends with one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="suffix">The suffix.</param>
    internal static bool EndsWith(string name, string suffix)
    {
        var (labels, wanted) = (name.Split('.'), suffix.Split('.'));
        return labels.Length >= wanted.Length && wanted.Index().All(w => Matches(labels[labels.Length - wanted.Length + w.Index], w.Item));
    }

    private static bool Matches(string label, string wanted)
    {
        var star = wanted.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? label == wanted
            : label.Length >= wanted.Length - 1 && label.StartsWith(wanted[..star], StringComparison.Ordinal) && label.EndsWith(wanted[(star + 1)..], StringComparison.Ordinal);
    }
}
