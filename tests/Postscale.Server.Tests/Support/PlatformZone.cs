using Postscale.Testing;

namespace Postscale.Server.Tests.Support;

/// <summary>What the operator of the platform publishes for itself.</summary>
internal static class PlatformZone
{
    // The public key of RFC 8463 appendix A.2.
    public const string DkimKey = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    public static void Publish(ZoneResolver zone) => zone
        .Address("mx.postscale.io", "192.0.2.25")
        .Txt("_spf.postscale.io", "v=spf1 ip4:192.0.2.0/24 -all")
        .Txt("postscale1.dkim.postscale.io", DkimKey)
        .Address("bounces.postscale.io", "192.0.2.26");
}
