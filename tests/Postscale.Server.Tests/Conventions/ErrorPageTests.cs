using System.Globalization;
using Postscale.Server.Http;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>docs/errors.md has every error, under its status, with what to do.</summary>
public sealed class ErrorPageTests
{
    [Fact]
    public void Every_error_code_is_explained_under_its_status_and_none_that_there_is_not()
    {
        var explained = new List<(string Code, string Statuses)>();
        var statuses = "";
        foreach (var line in File.ReadLines(Repository.PathOf("docs/errors.md")))
        {
            statuses = line.StartsWith("## ", StringComparison.Ordinal) ? line[3..line.IndexOf(':', StringComparison.Ordinal)] : statuses;
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                explained.Add((line[4..], statuses));
            }
        }

        Assert.Equal(ErrorCode.All.Select(c => c.Name).Order(StringComparer.Ordinal), explained.Select(e => e.Code).Order(StringComparer.Ordinal));
        Assert.All(ErrorCode.All, c => Assert.Contains(c.Status.ToString(CultureInfo.InvariantCulture), explained.Single(e => e.Code == c.Name).Statuses.Split(", ")));
    }
}
