using System.Buffers;
using System.Text;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>
/// The template that DNS providers load to enter the platform's records by themselves (draft-ietf-dconn-domainconnect, on templates).
/// Each kind of record is a group of its own, so that a link asks for what a domain's type calls for.
/// </summary>
public static class DomainConnectTemplate
{
    /// <summary>The id of the service, below the platform's domain as the provider's id.</summary>
    public const string ServiceId = "email";

    /// <summary>The variable that stands for the ownership token.</summary>
    internal const string Token = "token";

    /// <summary>The variable that stands for the target of the DKIM alias, where each domain has its own.</summary>
    internal const string DkimTarget = "dkimtarget";

    /// <summary>A name that stands for the customer's: what is left of a record's name without it is the host.</summary>
    private static readonly DnsName s_anyDomain = DnsName.Parse("domain.invalid");

    /// <summary>Writes it, as JSON.</summary>
    /// <param name="platform">The platform's names.</param>
    public static string Write(Platform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("providerId", platform.Domain.Text);
            writer.WriteString("providerName", platform.Domain.Text);
            writer.WriteString("serviceId", ServiceId);
            writer.WriteString("serviceName", "Email");
            writer.WriteNumber("version", 1);
            writer.WriteString("description", $"Sends and receives the domain's mail with {platform.Domain}.");
            writer.WriteString("variableDescription", $"{Token} proves who owns the domain; {DkimTarget} is where its signing key stands.");
            writer.WriteBoolean("syncBlock", false);
            writer.WriteString("syncPubKeyDomain", platform.Domain.Text);
            writer.WriteBoolean("hostRequired", false);
            writer.WriteStartArray("records");
            var context = new RecordContext(s_anyDomain, $"%{Token}%", platform);
            foreach (var kind in RecordKinds.All)
            {
                Write(writer, kind, kind.Issue(context with { Token = kind == RecordKinds.Ownership ? context.Token : "" }), platform);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, RecordKind kind, IssuedRecord issued, Platform platform)
    {
        writer.WriteStartObject();
        writer.WriteString("groupId", kind.Name);

        // SPFM merges: the rules are put into the one record that is there, or into a new one.
        writer.WriteString("type", kind == RecordKinds.Spf ? "SPFM" : issued.Type);
        writer.WriteString("host", RecordToPublish.HostOf(issued.Name, s_anyDomain));
        if (kind == RecordKinds.Spf)
        {
            writer.WriteString("spfRules", $"include:{platform.Spf}");
            writer.WriteEndObject();
            return;
        }

        if (issued.Type == "TXT")
        {
            writer.WriteString("data", issued.Value);

            // Whatever stands beside it is not ours to remove; a link asks for the policy only where there is none.
            writer.WriteString("txtConflictMatchingMode", "None");
        }
        else
        {
            writer.WriteString("pointsTo", kind == RecordKinds.Dkim && platform.DkimTargetMode == DkimTargetMode.PerDomain ? $"%{DkimTarget}%" : issued.Value);
        }

        if (issued.Priority is { } priority)
        {
            writer.WriteNumber("priority", priority);
        }

        writer.WriteNumber("ttl", ZoneText.Ttl);
        writer.WriteEndObject();
    }
}
