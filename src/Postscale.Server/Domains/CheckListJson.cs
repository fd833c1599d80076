using System.ComponentModel;

namespace Postscale.Server.Domains;

/// <summary>One page of a domain's checks.</summary>
/// <param name="Checks">The checks.</param>
/// <param name="Limit">How many there are at most.</param>
/// <param name="Offset">How many were left out before.</param>
[Description("One page of the checks of a domain that changed something.")]
internal sealed record CheckListJson(
    [property: Description("The checks, newest first.")] IReadOnlyList<CheckJson> Checks,
    [property: Description("How many there are at most, after the bound of 100.")] int Limit,
    [property: Description("How many were left out before them.")] long Offset);
