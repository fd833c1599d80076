namespace Postscale.Server.Options;

/// <summary>A setting of the service.</summary>
/// <param name="Name">Its name: the option is <c>--name</c>.</param>
/// <param name="Takes">What it takes, for the help.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Default">What holds when it is not given.</param>
/// <param name="IsRepeatable">Whether it may be given several times.</param>
public sealed record Setting(string Name, string Takes, string Meaning, string Default, bool IsRepeatable = false)
{
    /// <summary>The environment variable.</summary>
    public string Variable => "POSTSCALE_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The key in <c>postscale.json</c>.</summary>
    public string Key => Name.Replace('-', '_');
}
