using Postscale.Server.Storage;

namespace Postscale.Server.Moving;

/// <summary>How many rows of each kind were moved.</summary>
internal sealed class MovingCounts
{
    private readonly Dictionary<string, long> _counts = ExportKinds.All.ToDictionary(k => k.Name, _ => 0L, StringComparer.Ordinal);

    public long this[ExportKind kind] => _counts[kind.Name];

    public void Add(ExportKind kind) => _counts[kind.Name]++;

    /// <summary>For a person to read, such as <c>1 account, 20 domain</c>.</summary>
    public override string ToString() => string.Join(", ", ExportKinds.All.Where(k => this[k] > 0).Select(k => $"{k.Name} {this[k]}")) is { Length: > 0 } text ? text : "nothing";
}
