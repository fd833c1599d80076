using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Domains;

/// <summary>One page of domains.</summary>
/// <param name="Domains">The domains.</param>
/// <param name="Limit">How many there are at most.</param>
/// <param name="Offset">How many were left out before.</param>
[Description("A page of domains.")]
internal sealed record DomainListJson(
    [property: Description("The domains, in order of creation unless asked otherwise.")] IReadOnlyList<DomainJson> Domains,
    [property: Description("How many there are at most, after the bound of 100."), Range(1, 100)] int Limit,
    [property: Description("How many were left out before them.")] long Offset);
