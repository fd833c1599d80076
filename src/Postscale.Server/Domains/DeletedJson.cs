using System.ComponentModel;

namespace Postscale.Server.Domains;

/// <summary>The answer to a removal.</summary>
/// <param name="Status">Always "deleted".</param>
internal sealed record DeletedJson([property: Description("Always \"deleted\".")] string Status)
{
    public static readonly DeletedJson Instance = new("deleted");
}
