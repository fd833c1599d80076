using System.Net;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

public sealed class TargetAddressTests
{
    public static TheoryData<string, string?> Cases => TargetAddressCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_addresses_of_the_Internet_may_be_connected_to(string address, string? refusal) =>
        Assert.Equal(refusal, TargetAddress.RefusalOf(IPAddress.Parse(address), allowPrivate: false));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_operator_may_allow_all(string address, string? refusal)
    {
        _ = refusal;
        Assert.Null(TargetAddress.RefusalOf(IPAddress.Parse(address), allowPrivate: true));
    }
}
