using Microsoft.Extensions.Time.Testing;
using Postscale.Cli.Api.Domains;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Tests.Api;

/// <summary>What is drawn over and over fits into the terminal as it is at each draw, since only then it is known where it begins.</summary>
public sealed class LiveViewTests
{
    private const string Up = "\e[";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(100, 40, 15)]
    [InlineData(30, 40, 15)]
    [InlineData(30, 12, 11)]
    [InlineData(30, 4, 3)]
    [InlineData(30, 2, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 15)]
    public void No_line_is_longer_and_there_are_no_more_than_the_terminal_has_room_for(int columns, int rows, int expected)
    {
        var lines = Draw((columns, rows)).Single().Split('\n')[..^1];
        Assert.Equal(expected, lines.Length);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, Math.Max((columns == 0 ? 80 : columns) - 1, 1)));
        Assert.All(lines.TakeLast(1), l => Assert.StartsWith(columns == 2 ? "…" : "DNS is looked at again", l, StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var lines = Draw((60, 6)).Single().Split('\n');
        Assert.StartsWith("example.com  [", lines[0], StringComparison.Ordinal);
        Assert.Equal("… 11 more lines; the terminal is too low", lines[2]);
        Assert.Equal("! the service is away", lines[3]);
        Assert.StartsWith("DNS is looked at again in ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_draw_goes_up_by_what_the_one_before_drew()
    {
        var drawn = Draw((60, 6), (60, 6), (60, 40), (60, 40));
        Assert.Equal(["", $"{Up}5A{Up}J", $"{Up}5A{Up}J", $"{Up}15A{Up}J"], drawn.Select(d => d[..(d.LastIndexOf('J') + 1)]));
    }

    [Fact]
    public void Another_width_begins_anew_and_takes_nothing_away()
    {
        var drawn = Draw((60, 40), (50, 40), (50, 40));
        Assert.DoesNotContain('\e', drawn[1]);
        Assert.All(drawn[1].Split('\n'), l => Assert.InRange(l.Length, 0, 49));
        Assert.StartsWith($"{Up}15A{Up}J", drawn[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_draw_is_whole()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LiveView(new Output(writer, new Screen(true, new Terminal(100, false), IsJson: false)), () => (100, 4), _time).Show(Records(), null, null);
        Assert.Equal(14, writer.ToString().TrimEnd('\n').Split('\n').Length);
    }

    private List<string> Draw(params (int Columns, int Rows)[] sizes)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var size = sizes[0];
        var view = new LiveView(new Output(writer, new Screen(true, new Terminal(100, false), IsJson: false)), () => size, _time);
        var drawn = new List<string>();
        foreach (var now in sizes)
        {
            size = now;
            view.Show(Records(), "the service is away", _time.GetUtcNow() + TimeSpan.FromSeconds(9));
            drawn.Add(writer.ToString()[drawn.Sum(d => d.Length)..]);
        }

        return drawn;
    }

    private static DnsRecords Records() => new()
    {
        Domain = "example.com",
        Verified = false,
        OwnershipVerified = false,
        MxVerified = false,
        SpfVerified = false,
        DkimVerified = false,
        DmarcVerified = false,
        Records = [.. Enumerable.Range(0, 6).Select(i => new DnsRecord { Type = "TXT", Name = $"n{i}.example.com", Value = "v", Status = RecordStatus.Pending, Purpose = "", Hint = "a sentence that is longer than some terminals are wide" })],
    };
}
