using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Accounts;

/// <summary>One page of keys.</summary>
[Description("A page of keys.")]
internal sealed record KeyListJson(
    [property: Description("The keys, newest first; those that are revoked or have expired too.")] IReadOnlyList<KeyJson> Keys,
    [property: Description("How many there are at most, after the bound of 100."), Range(1, 100)] int Limit,
    [property: Description("How many were left out before them.")] long Offset);
