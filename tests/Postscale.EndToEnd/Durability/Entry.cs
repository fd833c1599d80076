using System.Text.Json.Nodes;

namespace Postscale.EndToEnd.Durability;

/// <summary>What is known outside the service of one domain. Only one writer changes it at a time.</summary>
internal sealed class Entry(string name, string? idempotencyKey)
{
    public string Name => name;

    /// <summary>The key it was created with, if any.</summary>
    public string? IdempotencyKey => idempotencyKey;

    /// <summary>The last acknowledged settings; null: it is not there.</summary>
    public Settings? Acknowledged { get; private set; }

    /// <summary>The answer that acknowledged its creation.</summary>
    public string? Creation { get; set; }

    /// <summary>Whether a request was sent that no answer came to: it may have happened or not.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What the domain is if that request happened.</summary>
    public Settings? Wanted { get; private set; }

    public JsonObject Body() => new() { ["domain"] = name, ["type"] = Settings.First.Type };

    public void Begin(Settings? wanted) => (IsOpen, Wanted) = (true, wanted);

    public void Acknowledge() => Settle(Wanted);

    /// <summary>Takes what is found after a crash for what is so.</summary>
    public void Settle(Settings? found) => (IsOpen, Acknowledged) = (false, found);

    public bool Allows(Settings? found) => found == Acknowledged || (IsOpen && found == Wanted);
}
