using System.Text.RegularExpressions;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Conventions;

public sealed partial class MigrationFileTests
{
    private static readonly IReadOnlyList<SourceFile> s_files = SourceFile.In("src/Postscale.Server/Storage/Migrations", "*");

    [Fact]
    public void Migrations_are_numbered_from_one_without_gaps_and_all_are_in_the_program()
    {
        Assert.Equal(Enumerable.Range(1, s_files.Count), Migrations.All.Select(m => m.Number));
        Assert.Equal(s_files.Select(f => Path.GetFileName(f.Path)), Migrations.All.Select(m => m.Resource));
        Assert.All(s_files, f => Assert.Matches("^[0-9]{4}_[a-z0-9_]+[.]sql$", Path.GetFileName(f.Path)));
    }

    /// <summary>They are taken apart at semicolons that end a line, and nowhere else.</summary>
    [Fact]
    public void Every_statement_of_a_migration_ends_at_the_end_of_a_line() => Assert.All(s_files, f =>
    {
        Assert.EndsWith(";\n", f.Text, StringComparison.Ordinal);
        Assert.All(f.Lines, line => Assert.DoesNotMatch(";.*[^ ]", line.Split("--")[0]));
    });

    [Fact]
    public void Every_placeholder_of_a_migration_is_one_that_the_dialect_knows() =>
        Assert.All(s_files, f => Assert.DoesNotContain("{", Dialect.Sqlite.Migration(f.Text), StringComparison.Ordinal));

    [Fact]
    public void The_first_line_of_a_migration_says_which_older_programs_run_beside_it() => Assert.All(Migrations.All, m =>
    {
        Assert.InRange(m.RunsBeside, 1, m.Number);
        // Programs of schema 3 and older do not read that line: they refuse whatever is newer.
        Assert.True(m.RunsBeside >= Math.Min(m.Number, 3), m.Resource);
    });

    /// <summary>What a program of the former schema can work beside: it neither reads nor fills in what it does not know.</summary>
    [Fact]
    public void A_migration_only_adds_unless_it_says_that_no_older_program_runs_beside_it() => Assert.All(
        Migrations.All.Where(m => m.RunsBeside < m.Number),
        m =>
        {
            var statements = m.Statements(Dialect.Sqlite).Select(s => Comment().Replace(s, "").Trim()).ToList();
            var made = statements.Select(s => Table().Match(s)).Where(t => t.Success).Select(t => t.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            Assert.All(statements, s => Assert.True(IsAddition(s, made), $"{m.Resource}: an older program may not work beside this: {s}"));
        });

    [Theory]
    [InlineData(true, "CREATE TABLE a (b text NOT NULL)")]
    [InlineData(true, "CREATE INDEX a ON old (b)")]
    [InlineData(true, "CREATE UNIQUE INDEX a ON made (b)")]
    [InlineData(false, "CREATE UNIQUE INDEX a ON old (b)")]
    [InlineData(true, "ALTER TABLE old ADD COLUMN a text")]
    [InlineData(true, "ALTER TABLE old ADD COLUMN a bigint NOT NULL DEFAULT 0")]
    [InlineData(false, "ALTER TABLE old ADD COLUMN a bigint NOT NULL")]
    [InlineData(false, "ALTER TABLE old DROP COLUMN a")]
    [InlineData(false, "ALTER TABLE old RENAME COLUMN a TO b")]
    [InlineData(true, "INSERT INTO made (a)\nSELECT a FROM old")]
    [InlineData(false, "UPDATE old SET a = 1")]
    [InlineData(false, "DROP TABLE old")]
    public void Additions_are_told_from_other_changes(bool isAddition, string statement) => Assert.Equal(isAddition, IsAddition(statement, ["made"]));

    private static bool IsAddition(string statement, HashSet<string> made) =>
        Table().IsMatch(statement)
        || statement.StartsWith("CREATE INDEX ", StringComparison.Ordinal)
        || (UniqueIndex().Match(statement) is { Success: true } index && made.Contains(index.Groups["table"].Value))
        || (statement.StartsWith("ALTER TABLE ", StringComparison.Ordinal) && statement.Contains(" ADD COLUMN ", StringComparison.Ordinal)
            && (!statement.Contains("NOT NULL", StringComparison.Ordinal) || statement.Contains(" DEFAULT ", StringComparison.Ordinal)))
        || Backfill().IsMatch(statement);

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^CREATE TABLE (?<name>\w+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"^CREATE UNIQUE INDEX \w+ ON (?<table>\w+)")]
    private static partial Regex UniqueIndex();

    [GeneratedRegex(@"^INSERT INTO \w+[^;]*?\sSELECT\s", RegexOptions.Singleline)]
    private static partial Regex Backfill();
}
