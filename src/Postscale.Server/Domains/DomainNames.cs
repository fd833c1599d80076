using System.Diagnostics.CodeAnalysis;
using Postscale.MailDns.Names;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;

namespace Postscale.Server.Domains;

/// <summary>Which names can be registered, and how clients may spell them.</summary>
/// <param name="options">The platform's names and what is refused.</param>
/// <param name="active">The names with the selector that is active now; those of the options when null.</param>
public sealed class DomainNames(PostscaleOptions options, ActivePlatform? active = null)
{
    /// <summary>The longest name in wire form without the root, as RFC 1035 §2.3.4 leaves it in text.</summary>
    private const int MaxName = 253;

    private static readonly string[] Special = ["localhost", "local", "invalid", "onion", "arpa"];

    private readonly SuffixSections _sections = options.RefusePrivateSuffixes ? SuffixSections.Icann | SuffixSections.Private : SuffixSections.Icann;

    private int MaxLength => MaxName - (active?.Last ?? options.Platform).LongestPrefix;

    /// <summary>Reads a name that a client wants to register.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="name">The name, if it can be registered.</param>
    /// <param name="refusal">Why not: what is wrong, and whether it is a good name that is refused.</param>
    /// <param name="subject">What reasons call the text.</param>
    public bool TryRead(
        string text, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out NameRefusal? refusal, string subject = "the 'domain' field")
    {
        refusal = null;
        if (!DomainName.TryParse(text, out name, out var error))
        {
            refusal = new NameRefusal(IsWellFormed: false, $"{subject} is not a domain name: it {error.Describe()}");
        }
        else if (name.Length > MaxLength)
        {
            refusal = new NameRefusal(
                IsWellFormed: false,
                $"{subject} is too long: at most {MaxLength} characters, so that the longest record name still fits into {MaxName}");
        }
        else if (Refuse(name) is { } reason)
        {
            refusal = new NameRefusal(IsWellFormed: true, reason);
        }

        return refusal is null;
    }

    /// <summary>Reads how a client names one of its domains. What is neither an id nor a name names nothing: null.</summary>
    /// <param name="text">A UUID, or a name in any spelling that can be registered.</param>
    public static DomainKey? ReadKey(string text)
    {
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return new DomainKey(id, null);
        }

        return DomainName.TryParse(text, out var name, out _) ? new DomainKey(null, name.Value) : null;
    }

    private string? Refuse(DomainName name)
    {
        var top = name.Labels[^1];
        if (Special.Contains(top))
        {
            return $"names under '{top}' are not registered: they are no names of the public DNS";
        }

        if (options.Platform.Owns(name.ToDnsName()))
        {
            return $"{name} is one of the platform's own names";
        }

        return PublicSuffixList.Embedded.IsPublicSuffix(name, _sections)
            ? $"{name} is a public suffix, under which anybody can register names; register a name below it"
            : null;
    }
}
