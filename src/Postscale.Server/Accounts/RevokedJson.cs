using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Accounts;

/// <summary>The answer to a revocation.</summary>
/// <param name="Status">Always "revoked".</param>
[Description("The answer to a revocation.")]
internal sealed record RevokedJson([property: Description("Always \"revoked\"."), AllowedValues("revoked")] string Status)
{
    public static readonly RevokedJson Instance = new("revoked");
}
