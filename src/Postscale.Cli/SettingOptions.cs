using System.CommandLine;
using Postscale.Server.Options;

namespace Postscale.Cli;

/// <summary>The settings of the service as options of a command, joined with the environment and the file.</summary>
internal sealed class SettingOptions
{
    /// <summary>The name under which a command takes the platform's names.</summary>
    public const string PlatformNames = "platform";

    private const string DefaultFile = "postscale.json";

    private readonly Option<string?> _file = FileOption.Create("--config", $"the settings file; default {DefaultFile} in the current folder, if it is there");

    private readonly Option<string[]> _platform = new("--platform")
    {
        Description = $"one of the platform's own names; may be given several times. Keys: {string.Join(", ", Platform.Keys)}. Environment: POSTSCALE_PLATFORM_<KEY>",
        HelpName = "KEY=VALUE",
    };

    private readonly List<(Setting Setting, Option Option)> _options = [];

    /// <summary>Adds options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="which">The settings it takes; all, the platform's names too, when none is named.</param>
    public SettingOptions(Command command, params string[] which)
    {
        foreach (var setting in OptionsReader.Settings.Where(s => which.Length == 0 || which.Contains(s.Name)))
        {
            Option option = setting.IsRepeatable ? new Option<string[]>($"--{setting.Name}") : new Option<string>($"--{setting.Name}");
            option.Description = $"{setting.Meaning}; default {setting.Default}. Environment: {setting.Variable}";
            option.HelpName = setting.Takes;
            _options.Add((setting, option));
            command.Options.Add(option);
        }

        if (which.Length == 0 || which.Contains(PlatformNames))
        {
            command.Options.Add(_platform);
        }

        command.Options.Add(_file);
    }

    /// <summary>Whether any of them stands on the command line.</summary>
    /// <param name="result">The parsed command line.</param>
    public bool AreGiven(ParseResult result) => _options.Select(o => o.Option).Append(_platform).Append(_file).Any(o => result.GetResult(o) is { Implicit: false });

    /// <summary>Reads all sources; says on standard error what is wrong with them.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <returns>The options, or null if something is wrong.</returns>
    public PostscaleOptions? Read(ParseResult result)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (setting, option) in _options)
        {
            if (option is Option<string[]> several && result.GetValue(several) is { Length: > 0 } values)
            {
                given[setting.Name] = values;
            }
            else if (option is Option<string> single && result.GetValue(single) is { } value)
            {
                given[setting.Name] = [value];
            }
        }

        if (result.GetValue(_platform) is { Length: > 0 } names)
        {
            given[PlatformNames] = names;
        }

        if (!TryReadFile(result.GetValue(_file), out var file))
        {
            return null;
        }

        var environment = new Dictionary<string, string>();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        var options = OptionsReader.Read(given, environment, file, out var errors);
        foreach (var error in errors)
        {
            Console.Error.WriteLine($"postscale: {error}");
        }

        return errors.Count == 0 ? options : null;
    }

    private static bool TryReadFile(string? path, out string? text)
    {
        text = null;
        if (path is null && !File.Exists(DefaultFile))
        {
            return true;
        }

        try
        {
            text = File.ReadAllText(path ?? DefaultFile);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"postscale: the settings file cannot be read: {e.Message}");
            return false;
        }
    }
}
