using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.Conventions;

/// <summary>Nothing is forgotten when an installation is moved.</summary>
public sealed class ExportKindTests
{
    [Fact]
    public async Task Every_column_of_the_schema_is_exported_or_left_out_for_a_reason()
    {
        await using var test = await TestDatabase.OpenAsync();
        var columns = await test.Database.ReadAsync(
            (session, token) => session.ListAsync("SELECT table_name, column_name FROM {columns}", [], row => (Table: row.GetString(0), Column: row.GetString(1)), token),
            TestContext.Current.CancellationToken);
        var schema = columns.Where(c => !c.Table.StartsWith("sqlite_", StringComparison.Ordinal)).ToList();
        var exported = ExportKinds.All.SelectMany(k => k.Columns.Select(c => (k.Table, Column: c.Name))).ToHashSet();

        var forgotten = schema.Where(c => !exported.Contains(c) && !ExportKinds.LeftOut.ContainsKey(c.Table) && !ExportKinds.LeftOut.ContainsKey($"{c.Table}.{c.Column}"));
        Assert.True(!forgotten.Any(), $"neither in ExportKinds.All nor in ExportKinds.LeftOut: {string.Join(", ", forgotten.Select(c => $"{c.Table}.{c.Column}"))}");
        Assert.Empty(exported.Except(schema));
        Assert.All(ExportKinds.LeftOut, l => Assert.NotEmpty(l.Value));
        Assert.Empty(ExportKinds.LeftOut.Keys.Except(schema.Select(c => c.Table)).Except(schema.Select(c => $"{c.Table}.{c.Column}")));
    }

    [Fact]
    public void Kinds_have_names_of_their_own() => Assert.Equal(ExportKinds.All.Count, ExportKinds.All.Select(k => k.Name).Distinct().Count());
}
