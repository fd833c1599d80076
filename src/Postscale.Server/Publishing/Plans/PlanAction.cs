namespace Postscale.Server.Publishing;

/// <summary>What is to be done about a record.</summary>
internal enum PlanAction
{
    /// <summary>It is added.</summary>
    Create,

    /// <summary>One of ours, or the SPF record, is replaced.</summary>
    Update,

    /// <summary>It is there, or something that does as well.</summary>
    Keep,

    /// <summary>Something that is not ours stands in the way: nothing is done.</summary>
    Conflict,
}
