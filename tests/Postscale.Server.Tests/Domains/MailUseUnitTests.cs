using CsCheck;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Records;
using Postscale.Server.Tests.Verification;

namespace Postscale.Server.Tests.Domains;

public sealed class MailUseUnitTests
{
    private static readonly Gen<Domain> s_domain = Gen.Select(Worlds.Domain, Gen.Bool, Gen.Int[0, 2]).Select((domain, live, primary) => domain with
    {
        Environment = live ? KeyEnvironment.Live : KeyEnvironment.Test,
        Primary = primary == 0 || domain.Type != DomainType.Alias ? null : new PrimaryDomain(Guid.Empty, "primary.example", AcceptsMail: primary == 1),
    });

    [Fact]
    public void Mail_is_sent_only_as_a_verified_active_live_domain_that_sends_and_has_its_DKIM_key() => s_domain.Sample(domain => Assert.Equal(
        domain.Verified && domain.Active && domain.Environment == KeyEnvironment.Live && domain.Type is DomainType.Outbound or DomainType.Both && domain.Holds(RecordKinds.Dkim),
        domain.MaySend()));

    [Fact]
    public void Mail_is_accepted_only_for_a_verified_active_live_domain_that_receives_and_an_alias_of_one() => s_domain.Sample(domain => Assert.Equal(
        domain.Verified && domain.Active && domain.Environment == KeyEnvironment.Live && domain.Type switch
        {
            DomainType.Outbound => false,
            DomainType.Alias => domain.Primary?.AcceptsMail == true,
            _ => true,
        },
        domain.MayReceive()));
}
