namespace Postscale.Client.Http;

/// <summary>Reads the whole answer within the try that got it, so that one that breaks off is tried again.</summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    /// <summary>More than any answer of the API has.</summary>
    private const long MaxAnswer = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswer, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
