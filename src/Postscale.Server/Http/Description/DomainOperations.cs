using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Domains;
using Postscale.Server.Publishing;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the seven operations on domains.</summary>
internal static class DomainOperations
{
    private static readonly DocumentedExample Found = new("domain", "A verified domain", DomainExamples.Found);

    public static readonly Documented Create = new(
        "CreateDomain",
        "Create domain",
        """
        Registers a domain for sending or receiving mail. It is not verified yet: read the records to publish from
        `GET /v1/domains/{id}/dns`, publish them at your DNS provider, then call `POST /v1/domains/{id}/verify`.

        Choose `outbound` where this service sends the domain's mail and another provider goes on receiving it: such a domain
        needs no MX record.
        """)
    {
        Body = typeof(CreateDomainJson),
        BodyExamples = [new("domain", "A domain that sends and receives", DomainExamples.CreateBody), new("alias", "An alias of another domain", DomainExamples.CreateAliasBody)],
        Answer = typeof(DomainJson),
        Status = StatusCodes.Status201Created,
        Success = "The domain is registered.",
        AnswerExamples = [new("domain", "A domain that sends and receives", DomainExamples.Registered), new("alias", "An alias of another domain", DomainExamples.RegisteredAlias)],
        Errors = [ErrorCode.FieldRequired, ErrorCode.DomainInvalid, ErrorCode.DomainRefused, ErrorCode.PrimaryInvalid, ErrorCode.DomainExists],
    };

    public static readonly Documented List = new(
        "ListDomains",
        "List domains",
        """
        One page of the account's domains. In the default order, that of creation, a domain that is added meanwhile comes last
        and never shifts a page. Past the end the list is empty.
        """)
    {
        Query =
        [
            new("limit", "How many domains to return at most. Over 100 counts as 100, and the answer's `limit` says so.", () => Integer(minimum: 1, DomainQuery.DefaultLimit, DomainQuery.MaxLimit)),
            new("offset", "How many domains to leave out first.", () => Integer(minimum: 0, preset: 0)),
            new("sort", "Addition. The order: by creation, newest first, or by name.", () => OneOf("created_at", "-created_at", "domain").With("created_at")),
            new("q", "Addition. Only domains whose name contains this text. A whole name may be given in Unicode.", () => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 253 }),
            new("type", "Addition. Only domains of this type.", () => OneOf([.. Enum.GetValues<DomainType>().Select(t => t.Name())])),
            new("verified", "Addition. Only verified, or only unverified, domains.", () => new OpenApiSchema { Type = JsonSchemaType.Boolean }),
        ],
        Answer = typeof(DomainListJson),
        Success = "The page.",
        AnswerExamples = [new("page", "A page with one domain", DomainExamples.Listed)],
    };

    public static readonly Documented Get = new("GetDomain", "Get domain", "One domain, by its id or its name.")
    {
        Answer = typeof(DomainJson),
        Success = "The domain.",
        AnswerExamples = [Found],
    };

    public static readonly Documented Update = new(
        "UpdateDomain",
        "Update domain",
        """
        Changes a domain's settings. All fields are optional: what is not given stays as it is, and `{}` changes nothing.
        After a change of `type`, `verified` follows at once from what the last check found. The name cannot be changed.
        """)
    {
        Body = typeof(UpdateDomainJson),
        BodyExamples = [new("settings", "No catch-all any more", DomainExamples.UpdateBody)],
        Answer = typeof(DomainJson),
        Success = "The domain as it is now.",
        AnswerExamples = [new("domain", "The changed domain", DomainExamples.Updated)],
        Errors = [ErrorCode.PrimaryInvalid, ErrorCode.DomainIsPrimary],
    };

    public static readonly Documented Delete = new(
        "DeleteDomain",
        "Delete domain",
        "Removes a domain. All its mail, in and out, stops at once; its name can be registered again. Aliases that forwarded to it are left without a primary domain.")
    {
        Answer = typeof(DeletedJson),
        Success = "The domain is removed.",
        AnswerExamples = [new("deleted", "Removed", DomainExamples.Deleted)],
    };

    public static readonly Documented Verify = new(
        "VerifyDomain",
        "Verify domain",
        """
        Looks the domain's records up in DNS, all at once, within 10 seconds: the ownership TXT, MX, SPF, DKIM, DMARC and the
        return-path CNAME. The answer is 200 whatever they came to; the flags, the `…_error` texts and `summary` say how they stand.

        A domain is verified when ownership is confirmed and the records that its type needs hold: SPF for `outbound`, MX for
        `inbound` and `alias`, both for `both`. Sending also needs DKIM. DMARC and the return path are recommended.

        A record that cannot be looked up just now (a time-out, a failing server) keeps its last result, and its error text says so.
        """)
    {
        Answer = typeof(VerifyJson),
        Success = "The check was made; the body says how it ended.",
        AnswerExamples = [new("verified", "What is needed holds; DMARC is missing", DomainExamples.VerifyHolds), new("failed", "What is needed is not published", DomainExamples.VerifyFails)],
        Errors = [ErrorCode.VerifyBudget, ErrorCode.VerifyFailureBudget],
    };

    public static readonly Documented Dns = new(
        "GetDnsRecords",
        "Get DNS records",
        """
        The records to publish at your DNS provider, and how each stood at the last check. Domains that receive get an MX record;
        domains that send get SPF, DKIM, DMARC and a return-path CNAME for bounces that come late. A change in DNS is seen
        within minutes at most providers, and can take up to 48 hours.

        Addition. `format` gives the same records as a file for name servers or tools. Without it a client that takes `text/dns` or
        `text/csv` best gets that.
        """)
    {
        Query = [new("format", "Addition. The form: `json`, the API's own; `zone`, a master file (RFC 1035 §5); `csv`, a table (RFC 4180); `terraform`; or `dnscontrol`.", () => OneOf([.. DnsFormats.Names]).With("json"))],
        Texts = [.. new[] { DnsFormat.Zone, DnsFormat.Csv, DnsFormat.Terraform, DnsFormat.DnsControl }.Select(f => new DocumentedText(f.MediaType(), $"With format={DnsFormats.Names[(int)f]}", p => PublishExamples.Document(f, p)))],
        Answer = typeof(DnsJson),
        Success = "The records.",
        AnswerExamples = [new("records", "The records of a new domain", DomainExamples.Records)],
    };

    public static readonly Documented Checks = new(
        "ListChecks",
        "List checks",
        """
        Addition. The domain's checks that changed something, newest first, with what each found, the first one among them. A check
        that finds everything as it was leaves no entry, and only the newest are kept.
        """)
    {
        Query =
        [
            new("limit", "How many checks to return at most. Over 100 counts as 100, and the answer's `limit` says so.", () => Integer(minimum: 1, DomainQuery.DefaultLimit, DomainQuery.MaxLimit)),
            new("offset", "How many checks to leave out first.", () => Integer(minimum: 0, preset: 0)),
        ],
        Answer = typeof(CheckListJson),
        Success = "The page.",
        AnswerExamples = [new("checks", "A domain that has just been verified", DomainExamples.Checks)],
    };

    private static OpenApiSchema Integer(int minimum, int preset, int? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = Text(minimum),
        Maximum = maximum is { } most ? Text(most) : null,
        Default = JsonValue.Create(preset),
    };

    private static OpenApiSchema OneOf(params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => JsonValue.Create(v))] };

    private static OpenApiSchema With(this OpenApiSchema schema, string preset)
    {
        schema.Default = JsonValue.Create(preset);
        return schema;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
