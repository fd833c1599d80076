using System.Text.Json;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Tests.Api;

/// <summary>What servers say moves no cursor and forges no line, in whichever form it is printed.</summary>
public sealed class OutputTests
{
    private const string Evil = "a\e[2Jb\nc\td\u009be\u202ef";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Control_characters_do_not_get_out_of_tables_and_lines(bool isTerminal)
    {
        var text = await WriteAsync(new Screen(isTerminal, new Terminal(80, false), IsJson: false), output =>
            output.ListAsync(new[] { Evil }.ToAsyncEnumerable(), ["HEAD"], e => [e]));
        Assert.Equal(isTerminal ? "HEAD\na?[2Jb?c?d?e?f\n" : "a?[2Jb?c?d?e?f\n", text);
    }

    [Fact]
    public async Task JSON_holds_them_escaped_and_reads_as_it_was()
    {
        var record = new DnsRecord { Type = "TXT", Name = "ü", Value = Evil, Status = RecordStatus.Pending, Purpose = "" };
        var text = await WriteAsync(new Screen(true, new Terminal(80, false), IsJson: true), output =>
        {
            output.JsonLine(record);
            return Task.CompletedTask;
        });
        Assert.DoesNotContain(text.TrimEnd('\n'), char.IsControl);
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("\"ü\"", text, StringComparison.Ordinal);
        Assert.Equal(Evil, JsonSerializer.Deserialize(text, PostscaleJson.TypeOf<DnsRecord>())!.Value);
    }

    private static async Task<string> WriteAsync(Screen screen, Func<Output, Task> write)
    {
        await using var writer = new StringWriter { NewLine = "\n" };
        await write(new Output(writer, screen));
        return writer.ToString();
    }
}
