using System.Text.Json.Nodes;

namespace Postscale.EndToEnd.Running;

/// <summary>An answer of the API, received whole.</summary>
internal sealed record ApiReply(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>The body, when the status is the expected one.</summary>
    public JsonObject Expect(int status)
    {
        Assert.True(Status == status, $"{Status} came where {status} was expected: {Text}");
        return Assert.IsType<JsonObject>(JsonNode.Parse(Text));
    }
}
