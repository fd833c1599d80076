using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the API as a whole.</summary>
internal sealed class DocumentDescription : IOpenApiDocumentTransformer
{
    public const string Title = "Postscale Domains API";

    /// <summary>The name of the security scheme.</summary>
    public const string BearerKey = "ApiKey";

    private const string About = """
        Register the domains that your mail is sent from or received at, read the DNS records to publish for them, and have
        them verified by real DNS.

        **Requests and answers** are JSON in UTF-8 with names in snake_case; times are RFC 3339 in UTC with whole seconds.
        Unknown fields of a request are ignored, and `null` counts as not given.

        **Keys.** Send your API key as `Authorization: Bearer ps_live_…`. A key belongs to one account and to its live or its
        test environment; each sees its own domains only. What belongs to others is answered as if it did not exist.

        **Domain types**

        - `inbound` receives mail only. To be verified it needs ownership and MX.
        - `outbound` sends mail only; another provider may receive its mail. It needs ownership and SPF.
        - `both` sends and receives. It needs ownership, MX and SPF.
        - `alias` forwards what it receives to a primary domain. It needs ownership and MX.

        Sending also needs DKIM. DMARC and the return-path CNAME are recommended for all domains that send.

        **Additions.** What this service offers beyond the published contract begins with the word "Addition." and carries
        `x-addition: true`.

        **Errors** have a body with a sentence in `error` and a stable `code`. By status, the codes are:

        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = Title,
            Version = "1.0.0",
            Description = About + Errors(),
            License = new OpenApiLicense { Name = "Apache License 2.0", Identifier = "Apache-2.0" },
        };
        // Relative to where the document was fetched (RFC 3986 §5): right under every host name and behind every proxy.
        document.Servers = [new OpenApiServer { Url = "/", Description = "This service" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Domains", Description = "Sending and receiving domains, their DNS records and their verification." },
            new() { Name = WebhookOperations.Tag, Description = "Where the account's events are sent, and what came of it." },
            new() { Name = "Events", Description = "Addition. What happened to domains, in order." },
            new() { Name = KeyOperations.Tag, Description = "Addition. The account's API keys." },
            new() { Name = AuditOperations.Tag, Description = "Addition. Who changed what." },
        };
        var components = document.Components ??= new OpenApiComponents();
        foreach (var property in (components.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Values.SelectMany(s => s.Properties?.Values ?? []).OfType<OpenApiSchema>())
        {
            // An object or null: what the property is, is said of the object, and not of the property that holds either.
            if (property is { Description: null, OneOf: { } choices } && choices.FirstOrDefault(c => c.Description is not null) is { } described)
            {
                property.Description = described.Description;
            }
        }

        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "ps_live_…",
                Description = "An API key: `ps_live_` or `ps_test_` and 38 letters and digits.",
            },
        };
        components.Parameters = DescribedHeaders.Parameters();
        components.Headers = DescribedHeaders.Headers();
        return Task.CompletedTask;
    }

    private static string Errors() =>
        string.Concat(ErrorCode.All.GroupBy(c => c.Status).OrderBy(s => s.Key).Select(s => $"\n- {s.Key}: {string.Join(", ", s.Select(c => $"`{c.Name}`"))}"));
}
