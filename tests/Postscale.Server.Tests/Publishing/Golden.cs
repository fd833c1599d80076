using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Text files beside the tests that outputs must equal. With POSTSCALE_UPDATE_GOLDEN=1 they are written instead; review the difference.</summary>
internal static class Golden
{
    public static void Match(string file, string text)
    {
        var path = Repository.PathOf("tests", "Postscale.Server.Tests", "Publishing", "Golden", file);
        if (Environment.GetEnvironmentVariable("POSTSCALE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{file} is not there: run with POSTSCALE_UPDATE_GOLDEN=1 and review it");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
