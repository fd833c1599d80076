namespace Postscale.Server.Storage;

/// <summary>What opening a database does about a schema that is older than the program.</summary>
public enum SchemaHandling
{
    /// <summary>Brings it up to date.</summary>
    Migrate,

    /// <summary>Brings it up to date if there is a schema; refuses a database that has none, and makes no file.</summary>
    MigrateExisting,

    /// <summary>Refuses it. A program whose role may not change the schema can run so.</summary>
    Require,

    /// <summary>Tells of it only, also of one that is too new.</summary>
    Look,
}
