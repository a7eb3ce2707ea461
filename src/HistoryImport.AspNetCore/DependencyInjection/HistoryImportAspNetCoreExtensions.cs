using HistoryImport;
using HistoryImport.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes the endpoints of an import.</summary>
public static class HistoryImportAspNetCoreExtensions
{
    const int MaxDoorAnswerBytes = 16 * 1024;

    /// <summary>Adds what the endpoints need, and decides who may use them.</summary>
    /// <remarks>The options are validated when the host starts. The decoder has to be named: <c>UseWhatsAppDecoder()</c> of HistoryImport.WhatsApp.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder AddHistoryEndpoints(this IHistoryImportBuilder builder, Action<HistoryEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        IServiceCollection services = builder.Services;
        services.AddOptions<HistoryEndpointOptions>(key ?? Options.Options.DefaultName).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HistoryEndpointOptions>, HistoryEndpointOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(key, (provider, _) => new SetAsideShelf(
            provider.Part<IStateStore>(key), OptionsOf(provider, key).SetAside, provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<ISetAsideShelf>(key, (provider, _) => provider.Part<SetAsideShelf>(key));
        if (!services.Any(service => service.ServiceType == typeof(ImportQueue) && Equals(service.ServiceKey, key)))
        {
            services.AddKeyedSingleton(key, (provider, _) => new ImportQueue(
                provider.Part<IHistoryImporter>(key), new QueueBook(provider.Part<IStateStore>(key)), OptionsOf(provider, key).Imports,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger(EndpointParts.LogCategory)));
            services.AddKeyedSingleton<IImportQueue>(key, (provider, _) => provider.Part<ImportQueue>(key));
            services.AddSingleton<IHostedService>(provider => provider.Part<ImportQueue>(key));
        }

        return builder;
    }

    /// <summary>Asks the phones through the doors of their bridges.</summary>
    /// <remarks>The options are validated when the host starts. Requests go through the <c>HttpClient</c> of the name <c>HistoryImport.Bridge</c>, which a host
    /// may configure further; it follows no redirect.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseBridgeFetcher(this IHistoryImportBuilder builder, Action<BridgeFetcherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddDoor(builder, configure);
        string? key = builder.Key;
        builder.Services.TryAddKeyedSingleton(key, (provider, _) => new BridgeFetcher(provider.Part<BridgeDoor>(key)));
        return builder.UseHistoryFetcher<BridgeFetcher>();
    }

    /// <summary>Asks the phones, through the doors of their bridges, to upload files again, for the recovery of media (<c>AddHistoryMedia</c>). What they answer comes
    /// as a delivery.</summary>
    /// <remarks>The options are those of <see cref="UseBridgeFetcher"/>: set them in either.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseBridgeMediaRequester(this IHistoryImportBuilder builder, Action<BridgeFetcherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddDoor(builder, configure);
        return builder.UseMediaRequester(provider => new BridgeMediaRequester(provider.Part<BridgeDoor>(builder.Key)));
    }

    static void AddDoor(IHistoryImportBuilder builder, Action<BridgeFetcherOptions>? configure)
    {
        string? key = builder.Key;
        IServiceCollection services = builder.Services;
        services.AddOptions<BridgeFetcherOptions>(key ?? Options.Options.DefaultName).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BridgeFetcherOptions>, BridgeFetcherOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(BridgeDoor.ClientName, client => client.MaxResponseContentBufferSize = MaxDoorAnswerBytes)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.TryAddKeyedSingleton(key, (provider, _) => new BridgeDoor(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptionsMonitor<BridgeFetcherOptions>>().Get(key ?? Options.Options.DefaultName),
            provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Adds a check of cache, state store and message store. It is degraded while something is set aside that is nobody's.</summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="key">The key of the import, if it has one.</param>
    /// <param name="timeout">How long it may take; <see langword="null"/> for 5 seconds.</param>
    /// <returns>The builder of health checks.</returns>
    public static IHealthChecksBuilder AddHistoryImport(
        this IHealthChecksBuilder builder, string name = "history-import", string? key = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new HistoryImportHealthCheck(
                provider.Part<IMessageCache>(key), provider.Part<IStateStore>(key), provider.Part<IMessageStore>(key), provider.PartOrNone<SetAsideShelf>(key)),
            failureStatus: null,
            tags: null,
            timeout ?? TimeSpan.FromSeconds(5)));
    }

    /// <summary>Maps the endpoints whose authentication is decided in <see cref="HistoryEndpointOptions"/>.</summary>
    /// <remarks>Machines prove who they are by the secrets of the options, whatever else the application wants of its callers, so that these endpoints allow
    /// anonymous access.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where the endpoints begin.</param>
    /// <param name="key">The key of the import, if it has one.</param>
    /// <returns>A builder for conventions of all of them.</returns>
    /// <exception cref="OptionsValidationException">Nothing is decided, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">A part is missing.</exception>
    public static IEndpointConventionBuilder MapHistoryImport(this IEndpointRouteBuilder endpoints, string prefix = "/history-import", string? key = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var parts = EndpointParts.Of(endpoints.ServiceProvider, OptionsOf(endpoints.ServiceProvider, key), key);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        if (parts.Deliveries is { } deliveries)
        {
            Map(group, HttpMethods.Post, "/connections/{tenant}/{connection}/deliveries", deliveries.HandleAsync, "what a bridge delivers");
        }

        if (parts.Official is { } official)
        {
            Map(group, HttpMethods.Get, "/official/{app}", official.ShakeHandsAsync, "whether the official platform means this address");
            Map(group, HttpMethods.Post, "/official/{app}", official.HandleAsync, "what the official platform tells");
        }

        if (parts.Evolution is { } evolution)
        {
            Map(group, HttpMethods.Post, "/connections/{tenant}/{connection}/evolution", context => evolution.HandleAsync(context, behind: 1), "what Evolution API tells");

            // Told to send each event to an address of its own, it puts the event's name behind.
            Map(group, HttpMethods.Post, "/connections/{tenant}/{connection}/evolution/{event}", context => evolution.HandleAsync(context, behind: 2), "what Evolution API tells, by event");
        }

        if (parts.Waha is { } waha)
        {
            Map(group, HttpMethods.Post, "/connections/{tenant}/{connection}/waha", context => waha.HandleAsync(context, behind: 1), "what WAHA tells");
        }

        if (parts.Imports is { } imports)
        {
            MapImports(group, imports, OptionsOf(endpoints.ServiceProvider, key).Imports, key);
        }

        return group;
    }

    static void MapImports(RouteGroupBuilder group, ImportEndpoints imports, ImportsOptions options, string? key)
    {
        RouteGroupBuilder people = group.MapGroup("/connections/{tenant}/{connection}");
        people.WithTags("HistoryImport");
        _ = options.Policy is { } policy ? people.RequireAuthorization(policy) : people.RequireAuthorization();
        const string Imports = "/imports";
        Add(HttpMethods.Post, Imports, imports.StartAsync, "StartHistoryImport", "Asks for an import.", StatusCodes.Status202Accepted, null)
            .WithMetadata(new AcceptsMetadata(["application/json"], typeof(ImportBody), isOptional: true));
        Add(HttpMethods.Get, Imports, imports.ListAsync, "ListHistoryImports", "Lists the imports that run and wait.", StatusCodes.Status200OK, typeof(ImportListView));
        Add(HttpMethods.Delete, Imports, imports.CancelAsync, "CancelHistoryImport", "Cancels an import, by its chats.", StatusCodes.Status200OK, typeof(CancelView));
        Add(HttpMethods.Get, Imports + "/status", imports.StatusAsync, "GetHistoryImport", "Tells how an import stands, by its chats.", StatusCodes.Status200OK, typeof(ImportView));
        Add(HttpMethods.Get, Imports + "/events", imports.SendEventsAsync, "FollowHistoryImport", "Follows an import, by its chats.", StatusCodes.Status200OK, typeof(ImportView), "text/event-stream");
        Add(HttpMethods.Get, "/set-aside", imports.ListSetAsideAsync, "ListSetAside", "Lists what could not be imported.", StatusCodes.Status200OK, typeof(IReadOnlyList<SetAsideDelivery>));

        // Said by hand: an endpoint that reads its request itself tells no tool what it takes and gives.
        IEndpointConventionBuilder Add(
            string method, string pattern, RequestDelegate handle, string name, string summary, int status, Type? answer, string type = "application/json") =>
            people.MapMethods(pattern, [method], handle).WithName(name + key).WithSummary(summary).WithMetadata(
                handle.Method, answer is null ? new ProducesResponseTypeMetadata(status, typeof(void)) : new ProducesResponseTypeMetadata(status, answer, [type]));
    }

    static void Map(RouteGroupBuilder group, string method, string pattern, RequestDelegate handle, string name) =>
        group.MapMethods(pattern, [method], handle).AllowAnonymous().DisableAntiforgery().WithDisplayName($"HistoryImport: {name}");

    static HistoryEndpointOptions OptionsOf(IServiceProvider provider, string? key) =>
        provider.GetRequiredService<IOptionsMonitor<HistoryEndpointOptions>>().Get(key ?? Options.Options.DefaultName);
}
