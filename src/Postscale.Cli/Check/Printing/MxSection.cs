using Postscale.Cli.Check.Explaining;

namespace Postscale.Cli.Check.Printing;

/// <summary>Where mail for the domain goes, whoever the provider is.</summary>
internal static class MxSection
{
    private const string Label = "hosts";
    private const int MaxAddresses = 4;

    public static void Write(Page page, MxView? view, CheckedRecord? record)
    {
        if (view is null || !view.Answer.IsDefinite)
        {
            if (record is null)
            {
                page.Field(Label, $"could not be read: {view?.Answer.FailureText ?? "no answer in time"}", Ink.Warning);
            }

            return;
        }

        if (view.Hosts.Count == 0)
        {
            page.Field(Label, view.ImplicitAddresses.Count > 0
                ? $"no MX record: senders fall back to the domain's own address, {Addresses(view.ImplicitAddresses)} (RFC 5321 section 5.1)"
                : "no MX record and no address: the domain takes no mail");
            return;
        }

        var label = Label;
        foreach (var host in view.Hosts)
        {
            page.Field(label, $"{host.Record.Preference,5}  {host.Host}{(host.Addresses.Count > 0 ? $"  {Addresses(host.Addresses)}" : "")}", hang: 7);
            label = "";
            if (host.Problem is { } problem)
            {
                page.Field("", $"       ! {problem}", Ink.Warning, hang: 9);
            }
        }
    }

    private static string Addresses(IReadOnlyList<System.Net.IPAddress> addresses) =>
        string.Join(", ", addresses.Take(MaxAddresses)) + (addresses.Count > MaxAddresses ? $" and {addresses.Count - MaxAddresses} more" : "");
}
