using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>The document, made when it is first asked for and kept: it is the same until the program ends.</summary>
/// <param name="provider">The framework's document.</param>
internal sealed class DescriptionDocument([FromKeyedServices(ApiDescription.Document)] IOpenApiDocumentProvider provider)
{
    private volatile byte[]? _octets;

    /// <summary>Answers the document. Two first requests at once may both make it; they make the same.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var octets = _octets ??= await MakeAsync(context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, octets).ConfigureAwait(false);
    }

    private async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        await document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }
}
