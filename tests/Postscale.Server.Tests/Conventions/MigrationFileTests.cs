using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Conventions;

public sealed class MigrationFileTests
{
    private static readonly IReadOnlyList<SourceFile> s_files = Repository.Sources("src/Postscale.Server/Storage/Migrations", "*");

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
}
