using System.Text.Json.Serialization;

namespace Postscale.Cli.Api.Profiles;

/// <summary>The profiles, as their file has them.</summary>
/// <param name="Default">The name of the one that is used when none is named; empty where it was forgotten and no other was chosen.</param>
/// <param name="Profiles">All, by name.</param>
internal sealed record ProfilesJson(string? Default, SortedDictionary<string, Profile>? Profiles)
{
    /// <summary>The name of the one that is used when none is named; it need not be there.</summary>
    [JsonIgnore]
    public string Usual => Default ?? ProfileFile.DefaultName;
}

/// <summary>Reads and writes the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ProfilesJson))]
internal sealed partial class ProfilesContext : JsonSerializerContext;
