using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Options;

/// <summary>The platform's own names: what customers' records point at. Everything else takes its defaults from <see cref="Domain"/>.</summary>
public sealed record Platform
{
    /// <summary>The names that <c>--platform KEY=VALUE</c> takes.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "domain", "mx", "mx-priority", "spf", "dkim", "bounces", "rua", "dkim-target", "selector", "ownership-label", "token-prefix", "bounce-label",
    ];

    /// <summary>The platform's domain, as the error texts name it.</summary>
    public required DnsName Domain { get; init; }

    /// <summary>The host that takes mail.</summary>
    public required DnsName Mx { get; init; }

    /// <summary>The preference customers give the MX host, 0 to 65535.</summary>
    public required ushort MxPriority { get; init; }

    /// <summary>The name customers include in SPF.</summary>
    public required DnsName Spf { get; init; }

    /// <summary>The name below which the DKIM keys stand, one label for each selector.</summary>
    public required DnsName Dkim { get; init; }

    /// <summary>Whether the DKIM aliases of customers point at the keys themselves, or each at a name of its own.</summary>
    public DkimTargetMode DkimTargetMode { get; init; }

    /// <summary>The host that takes bounces.</summary>
    public required DnsName Bounces { get; init; }

    /// <summary>The mailbox that takes DMARC aggregate reports.</summary>
    public required string Rua { get; init; }

    /// <summary>The DKIM selector customers publish. As configured it is the first; rotation puts others in its place.</summary>
    public required string Selector { get; init; }

    /// <summary>Former selectors whose keys are still published, the latest first.</summary>
    public IReadOnlyList<string> RetiringSelectors { get; init; } = [];

    /// <summary>The label the ownership token stands at.</summary>
    public required string OwnershipLabel { get; init; }

    /// <summary>What stands before the token in the ownership record.</summary>
    public required string TokenPrefix { get; init; }

    /// <summary>The label the return-path alias stands at.</summary>
    public required string BounceLabel { get; init; }

    /// <summary>The domain of the mailbox that takes DMARC aggregate reports.</summary>
    public DnsName RuaDomain => DnsName.Parse(Rua[(Rua.IndexOf('@') + 1)..]);

    /// <summary>The name the DKIM key of the selector stands at.</summary>
    public DnsName DkimKeyName => Dkim.Prepend(Selector);

    /// <summary>What the longest issued record name puts before a domain, in octets, its last dot included.</summary>
    public int LongestPrefix => new[] { $"{Selector}._domainkey.", "_dmarc.", $"{OwnershipLabel}.", $"{BounceLabel}." }.Max(p => p.Length);

    /// <summary>The contract's names.</summary>
    public static Platform Default { get; } = TryCreate(new Dictionary<string, string>(), out var platform, out var error)
        ? platform!
        : throw new InvalidOperationException(error);

    /// <summary>Whether a name is one of the platform's own, or lies under one.</summary>
    /// <param name="name">The name.</param>
    public bool Owns(DnsName name) =>
        name.IsAtOrUnder(Domain) || name.IsAtOrUnder(Mx) || name.IsAtOrUnder(Spf) || name.IsAtOrUnder(Dkim) || name.IsAtOrUnder(Bounces);

    /// <summary>Whether the names that a selector makes below <see cref="Dkim"/> are names that DNS takes (RFC 1035 §2.3.4).</summary>
    /// <param name="selector">The selector.</param>
    public bool CanName(string selector) =>
        Dkim.TryPrepend(selector, out var key) && (DkimTargetMode == DkimTargetMode.Shared || key.TryPrepend(new string('0', DkimLabel.Length), out _));

    /// <summary>Reads the platform's names.</summary>
    /// <param name="values">What was given, by key.</param>
    /// <param name="platform">The names, if all are good.</param>
    /// <param name="error">What is wrong with them, for a person to act on.</param>
    public static bool TryCreate(IReadOnlyDictionary<string, string> values, out Platform? platform, out string? error)
    {
        platform = null;
        error = null;
        if (values.Keys.FirstOrDefault(k => !Keys.Contains(k)) is { } unknown)
        {
            error = $"there is no platform setting '{unknown}'; there are {string.Join(", ", Keys)}";
            return false;
        }

        var domain = Name("domain", "postscale.io", ref error);
        var mx = Name("mx", $"mx.{domain}", ref error);
        var spf = Name("spf", $"_spf.{domain}", ref error);
        var dkim = Name("dkim", $"dkim.{domain}", ref error);
        var bounces = Name("bounces", $"bounces.{domain}", ref error);
        var selector = Labels("selector", "postscale1", ref error);
        var ownership = Labels("ownership-label", "_postscale", ref error);
        var bounce = Labels("bounce-label", "ps-bounces", ref error);
        var rua = Value("rua", $"dmarc@{domain}");
        if (error is null
            && (rua.Count(c => c == '@') != 1 || rua.StartsWith('@') || rua.EndsWith('@') || rua.Any(c => c is <= ' ' or > '~' or ';' or ',' or '!')
                || !DnsName.TryParse(rua[(rua.IndexOf('@') + 1)..], out _)))
        {
            error = $"the platform setting 'rua' is no mail address: '{rua}'";
        }

        var prefix = Value("token-prefix", "postscale-verification=");
        if (error is null && (prefix.Length > 128 || prefix.Any(c => c is < ' ' or > '~' or '"' or '\\')))
        {
            error = "the platform setting 'token-prefix' takes at most 128 printable ASCII characters without quotes and backslashes";
        }

        if (!ushort.TryParse(Value("mx-priority", "10"), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && error is null)
        {
            error = $"the platform setting 'mx-priority' is no number from 0 to 65535: '{Value("mx-priority", "10")}'";
        }

        var target = Value("dkim-target", "shared");
        if (error is null && target is not ("shared" or "per-domain"))
        {
            error = $"the platform setting 'dkim-target' is neither 'shared' nor 'per-domain': '{target}'";
        }

        if (error is not null)
        {
            return false;
        }

        platform = new Platform
        {
            Domain = domain,
            Mx = mx,
            MxPriority = priority,
            Spf = spf,
            Dkim = dkim,
            DkimTargetMode = target == "per-domain" ? DkimTargetMode.PerDomain : DkimTargetMode.Shared,
            Bounces = bounces,
            Rua = rua,
            Selector = selector,
            OwnershipLabel = ownership,
            TokenPrefix = prefix,
            BounceLabel = bounce,
        };
        if (!platform.CanName(selector))
        {
            error = "the platform settings 'selector' and 'dkim' together make a name that is too long";
            platform = null;
        }

        return error is null;

        string Value(string key, string fallback) => values.TryGetValue(key, out var given) ? given.Trim() : fallback;

        DnsName Name(string key, string fallback, ref string? problem)
        {
            var text = Value(key, fallback);
            // A backslash in the text form stands before octets that no host name has: spaces, letters beyond ASCII.
            if (DnsName.TryParse(text, out var name) && name.LabelCount >= 2 && !name.Text.Contains('\\'))
            {
                return name;
            }

            problem ??= $"the platform setting '{key}' is no domain name: '{text}'";
            return DnsName.Root;
        }

        string Labels(string key, string fallback, ref string? problem)
        {
            var text = Value(key, fallback).ToLowerInvariant();
            if (!DnsName.TryParse(text, out var name) || name.IsRoot || text.EndsWith('.') || name.Text.Contains('\\'))
            {
                problem ??= $"the platform setting '{key}' is no DNS label: '{text}'";
            }

            return text;
        }
    }
}
