namespace Postscale.Server.Auditing;

/// <summary>Kinds of actors as they are written in answers and in the database.</summary>
internal static class ActorKindNames
{
    public const string Key = "key";
    public const string CommandLine = "command_line";
    public const string BackgroundCheck = "background_check";
    public const string Service = "service";

    public static string Name(this ActorKind kind) => kind switch
    {
        ActorKind.Key => Key,
        ActorKind.CommandLine => CommandLine,
        ActorKind.Service => Service,
        _ => BackgroundCheck,
    };

    public static ActorKind Parse(string name) => name switch
    {
        Key => ActorKind.Key,
        CommandLine => ActorKind.CommandLine,
        Service => ActorKind.Service,
        _ => ActorKind.BackgroundCheck,
    };
}
