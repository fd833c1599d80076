namespace Postscale.Cli.Tests.Check;

/// <summary>Text files beside the tests that outputs must equal. With POSTSCALE_UPDATE_GOLDEN=1 they are written instead; review the difference.</summary>
internal static class Golden
{
    public static void Match(string file, string text)
    {
        var path = Path.Combine(Root(), "tests", "Postscale.Cli.Tests", "Check", "Golden", file);
        if (Environment.GetEnvironmentVariable("POSTSCALE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{file} is not there: run with POSTSCALE_UPDATE_GOLDEN=1 and review it");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postscale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("these tests read files of the working copy and run in one only");
    }
}
