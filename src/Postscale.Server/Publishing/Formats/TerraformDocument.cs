using System.Globalization;
using System.Text;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>
/// The records for Terraform: a table that any provider's resource can be made from, and the resource for the provider that is
/// the commonest, Cloudflare's from version 5 on.
/// </summary>
internal static class TerraformDocument
{
    public static string Write(DnsName domain, DnsName platform, IReadOnlyList<RecordToPublish> records)
    {
        var id = Identifier(domain.Text);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            # What {{domain}} publishes for its mail with {{platform}}.
            # What is marked as recommended may be left out. For another provider than Cloudflare put its resource in the
            # place of the one below; "value" is the plain value, "content" what stands in a zone file.

            variable "{{id}}_zone_id" {
              description = "The id of the zone at Cloudflare that holds {{domain}}."
              type        = string
            }

            locals {
              {{id}}_records = {

            """);
        foreach (var record in records)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    # {{record.Comment}}
                    {{record.Kind.Name}} = {
                      type     = {{Quoted(record.Issued.Type)}}
                      name     = {{Quoted(record.Issued.Name.Text)}}
                      host     = {{Quoted(record.Host)}}
                      value    = {{Quoted(record.Issued.Value)}}
                      content  = {{Quoted(record.Issued.Type == "TXT" ? ZoneText.Strings(record.Issued.Value) : record.Issued.Value)}}
                      priority = {{record.Issued.Priority?.ToString(CultureInfo.InvariantCulture) ?? "null"}}
                    }

                """);
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
              }
            }

            resource "cloudflare_dns_record" "{{id}}" {
              for_each = local.{{id}}_records
              zone_id  = var.{{id}}_zone_id
              type     = each.value.type
              name     = each.value.name
              content  = each.value.content
              priority = each.value.priority
              ttl      = {{ZoneText.Ttl}}
              proxied  = false
            }

            """);
        return text.ToString();
    }

    /// <summary>A name of letters, digits and underscores that begins with a letter.</summary>
    private static string Identifier(string domain) => "mail_" + string.Concat(domain.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>A quoted template: "${" and "%{" begin what is evaluated, and stand for themselves when doubled.</summary>
    private static string Quoted(string text) => $"\"{text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("${", "$${", StringComparison.Ordinal)
        .Replace("%{", "%%{", StringComparison.Ordinal)}\"";
}
