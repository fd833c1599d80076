namespace Postscale.Client.Http;

/// <summary>
/// Reads the whole answer within the try that got it, so that one that breaks off is tried again; and tells a connection that took too long from a call that was cancelled.
/// </summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    /// <summary>More than any answer of the API has.</summary>
    private const long MaxAnswer = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await ConnectAndSendAsync(request, cancellationToken).ConfigureAwait(false);
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

    private async Task<HttpResponseMessage> ConnectAndSendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // So the sockets say that connecting, or TLS, took longer than ConnectTimeout: nobody has cancelled anything.
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.InnerException.Message, e);
        }
    }
}
