using Postscale.Server.Publishing;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of finding the DNS provider and publishing there.</summary>
internal static class PublishOperations
{
    public static readonly Documented Provider = new(
        "GetDnsProvider",
        "Get DNS provider",
        """
        Addition. Where the domain's records are to be entered: the zone that holds it, its name servers, who runs them as far as that
        is known, what to do there and what goes wrong there, and each record with its name relative to the zone.
        The zone is looked for in DNS, within 4 seconds; where DNS does not say, it is what the Public Suffix List lets expect.
        """)
    {
        Answer = typeof(ProviderJson),
        Success = "The zone, and the provider if it is known.",
        AnswerExamples = [new("provider", "A domain at a known provider", PublishExamples.Provider)],
        Errors = [ErrorCode.VerifyBudget],
    };

    public static readonly Documented Publish = new(
        "PublishDomain",
        "Publish domain",
        """
        Addition. Enters the domain's records where its zone is held: on a name server that takes signed updates, in PowerDNS, or at
        Cloudflare. Without `apply` it only shows what would be done; with it, it is done, and the domain is verified.

        What is missing is added; the one SPF record that is there is completed; what this service put there before is replaced.
        Nothing else is changed: what stands in the way is named as a `conflict`. Send the `plan` that was shown along with `apply`,
        so that nothing else than what was shown is done.

        Credentials are used for this request alone: they are neither stored nor logged.
        """)
    {
        Body = typeof(PublishBodyJson),
        BodyExamples =
        [
            new("rfc2136", "Show what a signed update would change", PublishExamples.UpdateBody),
            new("powerdns", "Make the changes that were shown, in PowerDNS", PublishExamples.PowerDnsBody),
            new("cloudflare", "Make the changes, at Cloudflare", PublishExamples.CloudflareBody),
        ],
        Answer = typeof(PublishJson),
        Success = "What is to be changed, or was changed.",
        AnswerExamples = [new("plan", "What would be changed", PublishExamples.Plan)],
        Errors = [ErrorCode.FieldRequired, ErrorCode.ProviderRefused, ErrorCode.ProviderTargetInvalid, ErrorCode.PlanChanged, ErrorCode.VerifyBudget, ErrorCode.VerifyFailureBudget, ErrorCode.ProviderFailed],
    };
}
