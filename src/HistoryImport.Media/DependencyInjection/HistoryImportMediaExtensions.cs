using HistoryImport;
using HistoryImport.Media;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the recovery of media to an import.</summary>
public static class HistoryImportMediaExtensions
{
    /// <summary>Adds <see cref="IMediaRecovery"/> and <see cref="IMediaAnswers"/>, keyed as the import is. A host still has to say where files go.</summary>
    /// <remarks>Options are validated when the host starts, else on first use; so is whether there is a sink. Calling it twice adds nothing twice.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder AddHistoryMedia(this IHistoryImportBuilder builder, Action<HistoryMediaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        (IServiceCollection services, string? key) = (builder.Services, builder.Key);
        string name = key ?? Options.Options.DefaultName;
        OptionsBuilder<HistoryMediaOptions> options = services.AddOptions<HistoryMediaOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(MediaParts) && Equals(service.ServiceKey, key)))
        {
            return builder;
        }

        services.AddSingleton<IValidateOptions<HistoryMediaOptions>>(new HistoryMediaOptionsValidator(
            name, () => services.Any(service => service.ServiceType == typeof(IMediaSink) && Equals(service.ServiceKey, key))));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(MediaParts.Measures);
        services.TryAddSingleton(_ => MediaTransport.Internet);
        services.TryAddKeyedSingleton(key, (provider, _) => new MediaHttp(
            provider.GetRequiredService<IOptionsMonitor<HistoryMediaOptions>>().Get(name).StandIn is { } standIn ? MediaTransport.Of(standIn) : provider.GetRequiredService<MediaTransport>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(key, (provider, _) => MediaParts.Create(provider, key));
        services.TryAddKeyedSingleton<IMediaRecovery>(key, (provider, _) => provider.Part<MediaParts>(key).Recovery);
        services.TryAddKeyedSingleton<IMediaAnswers>(key, (provider, _) => provider.Part<MediaParts>(key).Phone);
        services.TryAddKeyedSingleton<IErasedFiles>(key, (provider, _) => provider.Part<MediaParts>(key).Remover);
        services.AddSingleton<IHostedService>(provider => provider.Part<MediaParts>(key).Background);
        WrapInbox(services, key);
        return builder;
    }

    /// <summary>Has files go into a folder. One import has one sink.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The folder; made if absent.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseMediaFolder(this IHistoryImportBuilder builder, string path)
    {
        var folder = new MediaFolder(path);
        return builder.UseMediaSink(_ => folder);
    }

    /// <summary>Has files go to a sink of the host's.</summary>
    /// <inheritdoc cref="UseMediaFolder"/>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Makes the sink, or takes it from the container.</param>
    public static IHistoryImportBuilder UseMediaSink(this IHistoryImportBuilder builder, Func<IServiceProvider, IMediaSink> create) => builder.Use(create);

    /// <summary>Has the phone asked through a socket of the host's. What it answers goes to <see cref="IMediaAnswers"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Makes the requester, or takes it from the container.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseMediaRequester(this IHistoryImportBuilder builder, Func<IServiceProvider, IMediaRequester> create) => builder.Use(create);

    /// <summary>Adds a source of the host's, which is asked before those of this library. Call it for each.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Makes the source, or takes it from the container.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder AddMediaSource(this IHistoryImportBuilder builder, Func<IServiceProvider, IMediaSource> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddKeyedSingleton(builder.Key, (provider, _) => create(provider));
        return builder;
    }

    /// <summary>Has media that the official business platform told of fetched from there, by their ids.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets what gives the token of a connection.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder AddGraphMedia(this IHistoryImportBuilder builder, Action<GraphMediaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        string? key = builder.Key;
        builder.Services.AddOptions<GraphMediaOptions>(key ?? Options.Options.DefaultName).Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GraphMediaOptions>, GraphMediaOptionsValidator>());
        return builder.AddMediaSource(provider => new GraphMediaSource(
            provider.Part<MediaHttp>(key), provider.GetRequiredService<IOptionsMonitor<GraphMediaOptions>>().Get(key)));
    }

    static IHistoryImportBuilder Use<T>(this IHistoryImportBuilder builder, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        if (builder.Services.Any(service => service.ServiceType == typeof(T) && Equals(service.ServiceKey, builder.Key)))
        {
            throw new InvalidOperationException($"A {typeof(T).Name} is named already: name one for each import.");
        }

        builder.Services.AddKeyedSingleton(builder.Key, (provider, _) => create(provider));
        return builder;
    }

    // What arrives may tell fresher paths. The inbox is wrapped, and not the cache, of which the host may have its own wrapper.
    static void WrapInbox(IServiceCollection services, string? key)
    {
        ServiceDescriptor inbox = services.Last(service => service.ServiceType == typeof(IHistoryInbox) && Equals(service.ServiceKey, key));
        services.Remove(inbox);
        services.AddKeyedSingleton<IHistoryInbox>(key, (provider, _) => new MediaInbox(
            Inner(inbox, provider, key),
            new FileDesk(provider.Part<IMessageStore>(key)),
            provider.GetRequiredService<TimeProvider>(),
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<MediaInbox>()));
    }

    static IHistoryInbox Inner(ServiceDescriptor inbox, IServiceProvider provider, string? key) => (IHistoryInbox)(inbox switch
    {
        { IsKeyedService: true, KeyedImplementationFactory: { } create } => create(provider, key),
        { IsKeyedService: false, ImplementationFactory: { } create } => create(provider),
        { IsKeyedService: true, KeyedImplementationInstance: { } instance } => instance,
        { IsKeyedService: false, ImplementationInstance: { } instance } => instance,
        _ => throw new InvalidOperationException("The IHistoryInbox of this import cannot be wrapped: register an instance, or what makes one, before AddHistoryMedia."),
    });
}
