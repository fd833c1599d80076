namespace Postscale.Server.Tests.Http.Description;

/// <summary>A change of the API shows in a review, as a change of the document that is kept in the repository.</summary>
public sealed class GoldenFileTests(DescribedService service) : IClassFixture<DescribedService>
{
    private static readonly string[] Golden = ["tests", "Postscale.EndToEnd", "openapi.json"];
    private static readonly string[] Actual = ["artifacts", "openapi.json"];

    [Fact]
    public void The_document_is_the_one_that_was_accepted()
    {
        var golden = Path.Combine([DescribedService.Root, .. Golden]);
        var accepted = File.Exists(golden) ? File.ReadAllText(golden) : "";
        var served = service.Text.TrimEnd() + "\n";
        if (accepted == served)
        {
            return;
        }

        var actual = Path.Combine([DescribedService.Root, .. Actual]);
        Directory.CreateDirectory(Path.GetDirectoryName(actual)!);
        File.WriteAllText(actual, served);
        var line = accepted.Split('\n').Zip(served.Split('\n')).TakeWhile(l => l.First == l.Second).Count() + 1;
        Assert.Fail(
            $"the API's description has changed, first in line {line}. If that is meant, accept it: cp {string.Join('/', Actual)} {string.Join('/', Golden)}");
    }
}
