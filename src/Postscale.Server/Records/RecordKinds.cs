using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>All record kinds, in the order they are issued.</summary>
public static class RecordKinds
{
    /// <summary>The ownership token.</summary>
    public static readonly RecordKind Ownership = new OwnershipRecord();

    /// <summary>The mail exchange.</summary>
    public static readonly RecordKind Mx = new MxRecordKind();

    /// <summary>SPF.</summary>
    public static readonly RecordKind Spf = new SpfRecordKind();

    /// <summary>The DKIM key.</summary>
    public static readonly RecordKind Dkim = new DkimRecordKind();

    /// <summary>The DMARC policy.</summary>
    public static readonly RecordKind Dmarc = new DmarcRecordKind();

    /// <summary>The return path.</summary>
    public static readonly RecordKind ReturnPath = new ReturnPathRecord();

    /// <summary>Every kind.</summary>
    public static readonly IReadOnlyList<RecordKind> All = [Ownership, Mx, Spf, Dkim, Dmarc, ReturnPath];

    /// <summary>Whether a domain's state has a kind holding.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="kind">The kind.</param>
    public static bool Holds(this Domain domain, RecordKind kind) => (domain.RecordsHolding & kind.Bit) != 0;

    /// <summary>Whether ownership and all that a type needs hold.</summary>
    /// <param name="holding">The bits of the kinds that hold.</param>
    /// <param name="type">The type.</param>
    public static bool AreEnoughFor(long holding, DomainType type) => All.All(k => !k.IsRequiredFor(type) || (holding & k.Bit) != 0);
}
