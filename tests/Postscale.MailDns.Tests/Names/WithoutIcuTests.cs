using System.Diagnostics;
using Postscale.MailDns.Names;

namespace Postscale.MailDns.Tests.Names;

public sealed class WithoutIcuTests
{
    /// <summary>Runs this very program again, in the mode that the runtime has where ICU is missing.</summary>
    [Fact]
    public async Task Without_ICU_A_labels_still_work_and_Unicode_is_refused()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Postscale.MailDns.Tests"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-explicit", "only", "-noColor", "-method", $"{typeof(WithoutIcuTests).FullName}.{nameof(Inside_without_ICU)}" },
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using var child = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        var output = child.StandardOutput.ReadToEndAsync(bound.Token);
        var errors = child.StandardError.ReadToEndAsync(bound.Token);
        try
        {
            await child.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }

        var said = await output + await errors;
        Assert.True(child.ExitCode == 0, said);
        Assert.Contains("Total: 1,", said, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Inside_without_ICU()
    {
        Assert.Equal("xn--bcher-kva.de", DomainName.Parse("XN--BCHER-KVA.DE").Value);
        Assert.Equal("xn--bcher-kva.de", DomainName.Parse("xn--bcher-kva.de").ToUnicode());
        Assert.Equal("example.com", DomainName.Parse("Example.COM.").Value);
        Assert.False(DomainName.TryParse("bücher.de", out _, out var error));
        Assert.Equal(DomainNameError.IdnaUnavailable, error);
        Assert.False(DomainName.TryParse("xn--a_b.de", out _, out error));
        Assert.Equal(DomainNameError.Underscore, error);
        Assert.True(PublicSuffixList.Embedded.IsPublicSuffix("xn--55qx5d.cn", SuffixSections.Icann));
        Assert.Null(PublicSuffixList.Embedded.PublicSuffixOf("公司.cn", SuffixSections.Icann));
        Assert.Throws<FormatException>(() => PublicSuffixList.Parse(new StringReader("公司.cn")));
    }
}
