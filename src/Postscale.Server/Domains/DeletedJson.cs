using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Domains;

/// <summary>The answer to a removal.</summary>
/// <param name="Status">Always "deleted".</param>
[Description("The answer to a removal.")]
internal sealed record DeletedJson([property: Description("Always \"deleted\"."), AllowedValues("deleted")] string Status)
{
    public static readonly DeletedJson Instance = new("deleted");
}
