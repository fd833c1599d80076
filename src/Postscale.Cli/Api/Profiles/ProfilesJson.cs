using System.Text.Json.Serialization;

namespace Postscale.Cli.Api.Profiles;

/// <summary>The profiles, as their file has them.</summary>
/// <param name="Default">The name of the one that is used when none is named.</param>
/// <param name="Profiles">All, by name.</param>
internal sealed record ProfilesJson(string? Default, SortedDictionary<string, Profile>? Profiles);

/// <summary>Reads and writes the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ProfilesJson))]
internal sealed partial class ProfilesContext : JsonSerializerContext;
