using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>Registers the client with dependency injection.</summary>
public static class PostscaleServiceCollectionExtensions
{
    /// <summary>The name under which its <see cref="HttpClient"/> is made by the factory.</summary>
    public const string HttpClientName = "Postscale";

    /// <summary>Adds a <see cref="PostscaleClient"/> as a singleton, over <see cref="IHttpClientFactory"/>. Options that change later hold from the next call on. Called again, it sets further options of the same client.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets the base URL and the key at least.</param>
    /// <returns>The HTTP client's builder, for handlers of your own: they see each try.</returns>
    public static IHttpClientBuilder AddPostscale(this IServiceCollection services, Action<PostscaleClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PostscaleClientOptions>().Configure(configure);
        var http = services.AddHttpClient(HttpClientName);
        if (services.Any(s => s.ServiceType == typeof(Added)))
        {
            // A second set of handlers would try again what the first has tried often enough.
            return http;
        }

        services.AddSingleton<Added>();
        services.AddSingleton<IValidateOptions<PostscaleClientOptions>, OptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Client);
        return http.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Connections.Sockets)
            .AddHttpMessageHandler(s => new ResilienceHandler(Retries.Pipeline(Options(s), s.GetRequiredService<TimeProvider>())))
            .AddHttpMessageHandler(() => new WholeAnswerHandler());
    }

    private static PostscaleClient Client(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IHttpClientFactory>();
        return new PostscaleClient(new Transport(() => factory.CreateClient(HttpClientName), () => Options(services), services.GetRequiredService<TimeProvider>()));
    }

    private static PostscaleClientOptions Options(IServiceProvider services) => services.GetRequiredService<IOptionsMonitor<PostscaleClientOptions>>().CurrentValue.Checked();

    /// <summary>Marks services that have all this already.</summary>
    private sealed class Added;

    private sealed class OptionsValidation : IValidateOptions<PostscaleClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, PostscaleClientOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
