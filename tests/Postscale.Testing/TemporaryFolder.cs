namespace Postscale.Testing;

/// <summary>A folder that goes away on dispose. Its path is short enough for Unix sockets.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ps-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A program that is just ending may still write; the folder is in the system's place for such.
        }
    }
}
