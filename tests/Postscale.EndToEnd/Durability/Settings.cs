using System.Text.Json.Nodes;

namespace Postscale.EndToEnd.Durability;

/// <summary>
/// One of sixteen settings of a domain. Each update goes on to the next, so that a lost or doubled one shows for sixteen updates.
/// </summary>
internal sealed record Settings(string Type, bool CatchAll, bool Active)
{
    private static readonly string[] s_types = ["inbound", "outbound", "both", "alias"];

    /// <summary>What a domain is created with.</summary>
    public static Settings First { get; } = Nth(0);

    private int Number => (Array.IndexOf(s_types, Type) * 4) + (CatchAll ? 2 : 0) + (Active ? 0 : 1);

    public Settings Next() => Nth((Number + 1) % 16);

    public static Settings Of(JsonNode domain) => new((string)domain["type"]!, (bool)domain["catch_all_enabled"]!, (bool)domain["active"]!);

    public JsonObject Update() => new() { ["type"] = Type, ["catch_all_enabled"] = CatchAll, ["active"] = Active };

    private static Settings Nth(int number) => new(s_types[number / 4], (number & 2) != 0, (number & 1) == 0);
}
