namespace Postscale.Client.Tests.Support;

/// <summary>A request that a <see cref="ScriptedHttpServer"/> got.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers, by their names in lower case.</param>
/// <param name="Body">The body.</param>
internal sealed record HttpExchange(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
