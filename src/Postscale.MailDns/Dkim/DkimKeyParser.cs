namespace Postscale.MailDns.Dkim;

/// <summary>Reads key records: the tag list first, then what its tags say, the key last.</summary>
internal static class DkimKeyParser
{
    private const string Version = "DKIM1";

    public static (DkimKeyRecord? Record, DkimKeyError? Error) Parse(string text)
    {
        var tags = TagList.Read(text);
        if (FindListError(text, tags) is { } listError)
            return (null, listError);

        var byName = tags.ToDictionary(tag => tag.Name, StringComparer.Ordinal);
        if (!byName.TryGetValue("p", out var key))
            return (null, MissingKey(text, byName));

        var warnings = new List<DkimKeyWarning>();
        if (!byName.ContainsKey("v"))
            warnings.Add(new(DkimKeyWarningKind.MissingVersion, "v=DKIM1, which is recommended, is missing"));

        if (FindUnusableTag(byName, warnings) is { } tagError)
            return (null, tagError);

        var algorithm = byName.TryGetValue("k", out var k) && k.Value == "ed25519" ? DkimKeyAlgorithm.Ed25519 : DkimKeyAlgorithm.Rsa;
        var (octets, numbers, keyError) = DkimKeyMaterial.Read(key, algorithm, warnings);
        if (keyError is not null)
            return (null, keyError);

        var flags = Items(byName, "t");
        if (flags.Contains("y"))
            warnings.Add(new(DkimKeyWarningKind.Testing, "t=y says that DKIM is only being tested, so that receivers give signatures no weight"));

        return (new DkimKeyRecord(algorithm, octets, numbers)
        {
            Flags = flags,
            HashAlgorithms = Items(byName, "h"),
            ServiceTypes = byName.ContainsKey("s") ? Items(byName, "s") : ["*"],
            Notes = byName.TryGetValue("n", out var notes) ? notes.Value : null,
            Warnings = warnings,
        }, null);
    }

    /// <summary>Whether somebody meant the text as a key record, right or wrong.</summary>
    public static bool LooksLikeKey(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\"\\");
        if (start.StartsWith("v", StringComparison.OrdinalIgnoreCase)
            && start[1..].TrimStart().StartsWith("=")
            && start[1..].TrimStart()[1..].TrimStart() is var version)
            return version.StartsWith("DKIM", StringComparison.OrdinalIgnoreCase);
        return TagList.Read(text).Exists(tag => tag.Name == "p" && tag.Fault is TagFault.None or TagFault.BadValue);
    }

    private static DkimKeyError? FindListError(string text, List<TagSpec> tags)
    {
        var start = TagList.SkipSpace(text, 0, text.Length);
        if (start == text.Length)
            return new(DkimKeyErrorKind.Empty, 0, "the record is empty");
        if (text[start] == '"')
            return new(DkimKeyErrorKind.Quotes, start, "quotation marks are part of the value");

        // RFC 6376 §3.6.1: a record that begins with another version is to be discarded, whatever follows.
        if (tags is [{ Name: "v", Value: not Version } first, ..])
            return WrongVersion(first);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tags.Count; i++)
        {
            var tag = tags[i];
            if (FaultOf(tag) is { } fault)
                return fault;
            if (!seen.Add(tag.Name))
                return new(DkimKeyErrorKind.DuplicateTag, tag.NamePosition, $"the tag {Excerpt.Quote(tag.Name)} occurs twice");
            if (tag.Name == "v" && i > 0)
                return new(DkimKeyErrorKind.VersionNotFirst, tag.NamePosition, "the v= tag must be the first");
        }

        return null;
    }

    private static DkimKeyError? FaultOf(TagSpec tag)
    {
        // In notes both are text like any other.
        if (tag.Name != "n" && tag.Fault is TagFault.None or TagFault.BadValue)
        {
            if (tag.Value.EndsWith('\\'))
                return new(DkimKeyErrorKind.Backslash, tag.ValuePosition + tag.Value.Length - 1, $"a backslash before a semicolon is part of the value {Excerpt.At(tag.ValuePosition + tag.Value.Length - 1)}");
            if (tag.Value.IndexOf('"') is >= 0 and var quote)
                return new(DkimKeyErrorKind.Quotes, tag.ValuePosition + quote, $"quotation marks are part of the value {Excerpt.At(tag.ValuePosition + quote)}");
        }

        var at = Excerpt.At(tag.FaultPosition);
        return tag.Fault switch
        {
            TagFault.Empty => new(DkimKeyErrorKind.Syntax, tag.FaultPosition, $"nothing stands before the semicolon {at}"),
            TagFault.NoEquals => new(DkimKeyErrorKind.Syntax, tag.FaultPosition, $"{Excerpt.Quote(tag.Value.TrimEnd())} {at} is no tag: it has no equals sign"),
            TagFault.BadName => new(DkimKeyErrorKind.Syntax, tag.FaultPosition, $"a character {at} cannot be part of a tag's name"),
            TagFault.BadValue => new(DkimKeyErrorKind.Syntax, tag.FaultPosition, $"a character {at} is not printable ASCII"),
            _ => null,
        };
    }

    private static DkimKeyError WrongVersion(TagSpec tag)
    {
        var (value, at) = (tag.Value, tag.ValuePosition);
        if (value.StartsWith(Version, StringComparison.Ordinal))
        {
            var end = at + Version.Length;
            switch (value[Version.Length])
            {
                case '\\':
                    return new(DkimKeyErrorKind.Backslash, end, $"a backslash before a semicolon is part of the value {Excerpt.At(end)}");
                case '"':
                    return new(DkimKeyErrorKind.Quotes, end, $"quotation marks are part of the value {Excerpt.At(end)}");
                case ' ' or '\t' or ',':
                    return new(DkimKeyErrorKind.MissingSemicolon, end, $"a semicolon is missing after v=DKIM1 {Excerpt.At(end)}");
            }
        }

        return new(DkimKeyErrorKind.Version, at, $"the v= tag is {Excerpt.Quote(value)}, where only DKIM1 makes it a DKIM key");
    }

    private static DkimKeyError MissingKey(string text, Dictionary<string, TagSpec> tags)
    {
        foreach (var tag in tags.Values)
        {
            var inside = tag.Value.IndexOf("p=", StringComparison.Ordinal);
            if (inside > 0 && tag.Value[inside - 1] is ' ' or '\t' or ',')
                return new(DkimKeyErrorKind.MissingSemicolon, tag.ValuePosition + inside, $"a semicolon is missing before p= {Excerpt.At(tag.ValuePosition + inside)}");
        }

        return tags.TryGetValue("P", out var upper)
            ? new(DkimKeyErrorKind.MissingKey, upper.NamePosition, "the key's tag is written P= and must be p=")
            : new(DkimKeyErrorKind.MissingKey, text.Length, "the p= tag, which holds the key, is missing");
    }

    private static DkimKeyError? FindUnusableTag(Dictionary<string, TagSpec> tags, List<DkimKeyWarning> warnings)
    {
        if (tags.TryGetValue("k", out var k) && k.Value is not ("rsa" or "ed25519"))
            return new(DkimKeyErrorKind.UnknownKeyType, k.ValuePosition, $"the k= tag is {Excerpt.Quote(k.Value)}, and the known key types are rsa and ed25519, in lower case");

        foreach (var name in (ReadOnlySpan<string>)["h", "s", "t"])
        {
            if (!tags.TryGetValue(name, out var tag))
                continue;
            if (name == "t" && tag.Value.Length == 0)
                warnings.Add(new(DkimKeyWarningKind.EmptyFlags, "the t= tag is empty"));
            else if (!Items(tags, name).TrueForAll(item => IsWord(item) || (name == "s" && item == "*")))
                return new(DkimKeyErrorKind.BadValue, tag.ValuePosition, $"the {name}= tag is {Excerpt.Quote(tag.Value)}, which is no list of words with colons between them");
        }

        // RFC 8301 §3.1: rsa-sha1 must not be used, so a key must allow sha256.
        if (tags.TryGetValue("h", out var h) && !Items(tags, "h").Contains("sha256"))
            return new(DkimKeyErrorKind.HashNotUsable, h.ValuePosition, $"the h= tag allows only {Excerpt.Quote(h.Value)}, and verifiers take sha256 alone");
        if (tags.TryGetValue("s", out var s) && !Items(tags, "s").Exists(item => item is "*" or "email"))
            return new(DkimKeyErrorKind.NotForEmail, s.ValuePosition, $"the s= tag allows only {Excerpt.Quote(s.Value)}, and not email");
        return null;
    }

    private static List<string> Items(Dictionary<string, TagSpec> tags, string name) =>
        tags.TryGetValue(name, out var tag) && tag.Value.Length > 0 ? [.. tag.Value.Split(':').Select(item => item.Trim(' ', '\t', '\r', '\n'))] : [];

    // RFC 6376 §2.10: hyphenated-word.
    private static bool IsWord(string item) =>
        item.Length > 0 && char.IsAsciiLetter(item[0]) && item[^1] != '-' && item.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
