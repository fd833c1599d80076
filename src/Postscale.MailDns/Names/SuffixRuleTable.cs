using System.Text;

namespace Postscale.MailDns.Names;

/// <summary>
/// All rules in two arrays: their names as one run of ASCII, and an open-addressing hash table of places in it.
/// Ten thousand rules take under 300 kB, and no object a rule. The hash runs from the right, so that walking a name from its end
/// gives the hash of every suffix on the way.
/// </summary>
internal sealed class SuffixRuleTable
{
    private const uint HashSeed = 2166136261;

    private readonly byte[] _names;
    private readonly Slot[] _slots;
    private readonly int _maxLabels;

    private SuffixRuleTable(byte[] names, Slot[] slots, int maxLabels)
    {
        _names = names;
        _slots = slots;
        _maxLabels = maxLabels;
    }

    /// <summary>Where the public suffix of a name starts.</summary>
    /// <param name="name">Lower-case A-labels without empty ones.</param>
    /// <param name="sections">The rules to apply.</param>
    public int SuffixStart(ReadOnlySpan<char> name, SuffixSections sections)
    {
        // publicsuffix.org, algorithm step 2: without a matching rule the rule is "*", which is the last label.
        var best = name.LastIndexOf('.') + 1;
        var hash = HashSeed;
        var labels = 0;
        var end = name.Length;
        var wildcardAbove = false;
        for (var i = name.Length - 1; i >= -1 && labels < _maxLabels; i--)
        {
            if (i >= 0 && name[i] != '.')
            {
                hash = Mix(hash, name[i]);
                continue;
            }

            var start = i + 1;
            labels++;
            var rule = Find(name[start..], hash, sections);
            if (rule.HasFlag(SuffixRule.Exception))
            {
                // Steps 3 and 5: an exception prevails over every other rule, and loses its leftmost label.
                return end + 1;
            }

            if (wildcardAbove || rule.HasFlag(SuffixRule.Exact))
            {
                // Step 4: otherwise the rule with the most labels prevails.
                best = start;
            }

            wildcardAbove = rule.HasFlag(SuffixRule.Wildcard);
            hash = Mix(hash, '.');
            end = i;
        }

        return best;
    }

    private SuffixRule Find(ReadOnlySpan<char> name, uint hash, SuffixSections sections)
    {
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; _slots[at].Length != 0; at = (at + 1) & mask)
        {
            var slot = _slots[at];
            if (slot.Length == name.Length && Ascii.Equals(_names.AsSpan(slot.Start, slot.Length), name))
            {
                return Only(slot.Rules, sections);
            }
        }

        return SuffixRule.None;
    }

    /// <summary>Each kind of rule has a bit for ICANN and, right above it, one for private.</summary>
    private static SuffixRule Only(byte rules, SuffixSections sections)
    {
        var applying = 0;
        if (sections.HasFlag(SuffixSections.Icann))
        {
            applying |= rules;
        }

        if (sections.HasFlag(SuffixSections.Private))
        {
            applying |= rules >> 1;
        }

        return (SuffixRule)applying & (SuffixRule.Exact | SuffixRule.Wildcard | SuffixRule.Exception);
    }

    private static uint Mix(uint hash, char c) => (hash ^ c) * 16777619;

    private struct Slot
    {
        public int Start;
        public byte Length;
        public byte Rules;
    }

    /// <summary>Gathers rules, then makes the table.</summary>
    internal sealed class Builder
    {
        private readonly List<byte> _names = new(160 * 1024);
        private readonly List<Slot> _rules = new(12 * 1024);
        private int _maxLabels = 1;

        /// <summary>Adds a rule.</summary>
        /// <param name="name">The rule's name in lower-case A-labels, at most 253 octets, without the mark of its kind.</param>
        /// <param name="kind">The kind.</param>
        /// <param name="section">One section.</param>
        public void Add(ReadOnlySpan<char> name, SuffixRule kind, SuffixSections section)
        {
            var bits = (byte)((int)kind << (section == SuffixSections.Private ? 1 : 0));
            _rules.Add(new Slot { Start = _names.Count, Length = (byte)name.Length, Rules = bits });
            foreach (var c in name)
            {
                _names.Add((byte)c);
            }

            _maxLabels = Math.Max(_maxLabels, name.Count('.') + (kind == SuffixRule.Wildcard ? 2 : 1));
        }

        /// <summary>The table of all rules added.</summary>
        public SuffixRuleTable Build()
        {
            byte[] names = [.. _names];
            var slots = new Slot[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(_rules.Count * 4 / 3) + 1)];
            var mask = slots.Length - 1;
            foreach (var rule in _rules)
            {
                var name = names.AsSpan(rule.Start, rule.Length);
                var at = (int)HashOf(name) & mask;
                while (slots[at].Length != 0 && !names.AsSpan(slots[at].Start, slots[at].Length).SequenceEqual(name))
                {
                    at = (at + 1) & mask;
                }

                var known = slots[at];
                slots[at] = known.Length == 0 ? rule : known with { Rules = (byte)(known.Rules | rule.Rules) };
            }

            return new SuffixRuleTable(names, slots, _maxLabels);
        }

        private static uint HashOf(ReadOnlySpan<byte> name)
        {
            var hash = HashSeed;
            for (var i = name.Length - 1; i >= 0; i--)
            {
                hash = Mix(hash, (char)name[i]);
            }

            return hash;
        }
    }
}
