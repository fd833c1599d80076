using System.Security.Cryptography;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>Names a plan by what is in it, so that what was agreed to is what is done.</summary>
internal static class PlanHash
{
    /// <summary>The name: 64 hexadecimal digits.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="changes">The plan.</param>
    public static string Of(DnsName domain, DnsName zone, IReadOnlyList<PlannedChange> changes)
    {
        var text = new StringBuilder();
        Add(domain.Text);
        Add(zone.Text);
        foreach (var change in changes)
        {
            Add(change.Action.ToString());
            Add(change.Kind.Name);
            Add(change.Name.Text);
            Add(change.Type);
            Values(change.Before);
            Values(change.After);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Values(IReadOnlyList<string> values)
        {
            Add(values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));

            // In no order: name servers turn sets around.
            foreach (var value in values.Order(StringComparer.Ordinal))
            {
                Add(value);
            }
        }

        // With its length, so that no two lists of texts make the same text.
        void Add(string part) => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{part.Length}:{part},");
    }
}
