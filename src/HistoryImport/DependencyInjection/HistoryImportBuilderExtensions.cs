using System.Diagnostics.CodeAnalysis;
using HistoryImport;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Names the parts of an import.</summary>
/// <remarks>What is named here, or registered by the host as the service itself, wins over what a storage medium brings, in any order. To name two
/// different ones for one part is an error, and so is to put two things around it. A type is taken from the container, which makes it if the host has not
/// registered it; of an import with a key the type is looked for under that key, so that two imports share none. What the host registers by
/// <c>TryAdd</c> after <c>AddHistoryImport</c> finds the part there already, as everywhere: use <c>Add</c>, or the methods here.</remarks>
public static class HistoryImportBuilderExtensions
{
    /// <summary>Names the database that history ends up in.</summary>
    public static IHistoryImportBuilder UseMessageStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IMessageStore => builder.Use<IMessageStore, T>();

    /// <summary>Names the database that history ends up in. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseMessageStore(this IHistoryImportBuilder builder, IMessageStore store) => builder.Use(store);

    /// <summary>Names the database that history ends up in.</summary>
    public static IHistoryImportBuilder UseMessageStore(this IHistoryImportBuilder builder, Func<IServiceProvider, IMessageStore> create) =>
        builder.Use(create);

    /// <summary>Puts a store around the one that the host names here, else around the one that a storage medium brings.</summary>
    public static IHistoryImportBuilder UseMessageStore(
        this IHistoryImportBuilder builder, Func<IServiceProvider, IMessageStore, IMessageStore> wrap) => builder.Use(wrap);

    /// <summary>Names what reads the rows of the host's own store.</summary>
    public static IHistoryImportBuilder UseHistoryReader<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IHistoryReader => builder.Use<IHistoryReader, T>();

    /// <summary>Names what reads the rows of the host's own store. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseHistoryReader(this IHistoryImportBuilder builder, IHistoryReader reader) => builder.Use(reader);

    /// <summary>Names what reads the rows of the host's own store.</summary>
    public static IHistoryImportBuilder UseHistoryReader(this IHistoryImportBuilder builder, Func<IServiceProvider, IHistoryReader> create) =>
        builder.Use(create);

    /// <summary>Names the cache that keeps what the socket delivered.</summary>
    public static IHistoryImportBuilder UseMessageCache<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IMessageCache => builder.Use<IMessageCache, T>();

    /// <summary>Names the cache that keeps what the socket delivered. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseMessageCache(this IHistoryImportBuilder builder, IMessageCache cache) => builder.Use(cache);

    /// <summary>Names the cache that keeps what the socket delivered.</summary>
    public static IHistoryImportBuilder UseMessageCache(this IHistoryImportBuilder builder, Func<IServiceProvider, IMessageCache> create) =>
        builder.Use(create);

    /// <summary>Puts a cache around the one that the host names here, else around the one that a storage medium brings, else around the one in memory.</summary>
    public static IHistoryImportBuilder UseMessageCache(
        this IHistoryImportBuilder builder, Func<IServiceProvider, IMessageCache, IMessageCache> wrap) => builder.Use(wrap);

    /// <summary>Names the store of what must outlive a run.</summary>
    public static IHistoryImportBuilder UseStateStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IStateStore => builder.Use<IStateStore, T>();

    /// <summary>Names the store of what must outlive a run. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseStateStore(this IHistoryImportBuilder builder, IStateStore store) => builder.Use(store);

    /// <summary>Names the store of what must outlive a run.</summary>
    public static IHistoryImportBuilder UseStateStore(this IHistoryImportBuilder builder, Func<IServiceProvider, IStateStore> create) =>
        builder.Use(create);

    /// <summary>Puts a state store around the one that the host names here, else around the one that a storage medium brings, else around the one in memory.</summary>
    public static IHistoryImportBuilder UseStateStore(this IHistoryImportBuilder builder, Func<IServiceProvider, IStateStore, IStateStore> wrap) =>
        builder.Use(wrap);

    /// <summary>Names the socket that can ask the phone for older messages.</summary>
    public static IHistoryImportBuilder UseHistoryFetcher<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IHistoryFetcher => builder.Use<IHistoryFetcher, T>();

    /// <summary>Names the socket that can ask the phone for older messages. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseHistoryFetcher(this IHistoryImportBuilder builder, IHistoryFetcher fetcher) => builder.Use(fetcher);

    /// <summary>Names the socket that can ask the phone for older messages.</summary>
    public static IHistoryImportBuilder UseHistoryFetcher(this IHistoryImportBuilder builder, Func<IServiceProvider, IHistoryFetcher> create) =>
        builder.Use(create);

    /// <summary>Names what decodes payloads, for the parts of a host that take an <see cref="IHistoryDecoder"/>.</summary>
    public static IHistoryImportBuilder UseHistoryDecoder<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IHistoryDecoder => builder.Use<IHistoryDecoder, T>();

    /// <summary>Names what decodes payloads. The host disposes of it.</summary>
    public static IHistoryImportBuilder UseHistoryDecoder(this IHistoryImportBuilder builder, IHistoryDecoder decoder) => builder.Use(decoder);

    /// <summary>Names what decodes payloads.</summary>
    public static IHistoryImportBuilder UseHistoryDecoder(this IHistoryImportBuilder builder, Func<IServiceProvider, IHistoryDecoder> create) =>
        builder.Use(create);

    /// <summary>Names the key of the marks that <see cref="IHistoryEraser"/> leaves. Without one nothing can be erased.</summary>
    public static IHistoryImportBuilder UseErasureKey(this IHistoryImportBuilder builder, ErasureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return builder.UseErasureKey(_ => key);
    }

    /// <summary>Names the key of the marks that <see cref="IHistoryEraser"/> leaves, where a service has it. Of several the last counts.</summary>
    public static IHistoryImportBuilder UseErasureKey(this IHistoryImportBuilder builder, Func<IServiceProvider, ErasureKey> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.Add(new ServiceDescriptor(typeof(ErasureKey), builder.Key, (provider, _) => create(provider), ServiceLifetime.Singleton));
        return builder;
    }

    /// <summary>Adds a sink that hears of every run's progress. A type added here hears once, also where it is registered as <see cref="IProgressSink"/>, too.</summary>
    public static IHistoryImportBuilder AddProgressSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IProgressSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        builder.Services.TryAddKeyedSingleton<T>(key);
        ImportParts.Of(builder.Services, key).AddSink(typeof(T), provider => provider.Part<T>(key));
        return builder;
    }

    /// <summary>Adds a sink that hears of every run's progress. The host disposes of it.</summary>
    public static IHistoryImportBuilder AddProgressSink(this IHistoryImportBuilder builder, IProgressSink sink)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(sink);
        builder.Services.Add(new ServiceDescriptor(typeof(IProgressSink), builder.Key, sink));
        return builder;
    }

    /// <summary>Adds a sink that hears of every run's progress.</summary>
    public static IHistoryImportBuilder AddProgressSink(this IHistoryImportBuilder builder, Func<IServiceProvider, IProgressSink> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.Add(new ServiceDescriptor(typeof(IProgressSink), builder.Key, (provider, _) => create(provider), ServiceLifetime.Singleton));
        return builder;
    }

    /// <summary>Adds what a storage medium brings; for packages that hold one. Two media that bring the same part are an error.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="medium">The medium.</param>
    /// <param name="parts">Which of its parts are wanted.</param>
    /// <exception cref="ArgumentException">No part is wanted.</exception>
    /// <exception cref="InvalidOperationException">Another medium brings one of the parts.</exception>
    public static IHistoryImportBuilder UseStorage(this IHistoryImportBuilder builder, StorageMedium medium, StorageParts parts = StorageParts.All)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(medium);
        if (parts is StorageParts.None or < 0 or > StorageParts.All)
        {
            throw new ArgumentException("Say which parts the medium brings: MessageStore, MessageCache, StateStore, or several of them.", nameof(parts));
        }

        var registered = ImportParts.Of(builder.Services, builder.Key);
        if (parts.HasFlag(StorageParts.MessageStore) && medium.MessageStore is { } store)
        {
            registered.Bring(medium.Name, store);
            if (medium.HistoryReader is { } reader)
            {
                registered.Bring(medium.Name, reader);
            }
        }

        if (parts.HasFlag(StorageParts.MessageCache) && medium.MessageCache is { } cache)
        {
            registered.Bring(medium.Name, cache);
        }

        if (parts.HasFlag(StorageParts.StateStore) && medium.StateStore is { } state)
        {
            registered.Bring(medium.Name, state);
        }

        return builder;
    }

    static IHistoryImportBuilder Use<TPart, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where TPart : class
        where T : class, TPart
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        builder.Services.TryAddKeyedSingleton<T>(key);
        return builder.Name<TPart>(new NamedPart(typeof(T).Name, typeof(T), provider => provider.Part<T>(key)));
    }

    static IHistoryImportBuilder Use<TPart>(this IHistoryImportBuilder builder, TPart part)
        where TPart : class
    {
        ArgumentNullException.ThrowIfNull(part);
        return builder.Name<TPart>(NamedPart.OfInstance(part));
    }

    static IHistoryImportBuilder Use<TPart>(this IHistoryImportBuilder builder, Func<IServiceProvider, TPart> create)
        where TPart : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return builder.Name<TPart>(NamedPart.OfFactory(create, create));
    }

    static IHistoryImportBuilder Use<TPart>(this IHistoryImportBuilder builder, Func<IServiceProvider, TPart, TPart> wrap)
        where TPart : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(wrap);
        ImportParts.Of(builder.Services, builder.Key).Wrap<TPart>(new PartWrapper(wrap, (provider, inner) => wrap(provider, (TPart)inner)));
        return builder;
    }

    static IHistoryImportBuilder Name<TPart>(this IHistoryImportBuilder builder, NamedPart part)
        where TPart : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ImportParts.Of(builder.Services, builder.Key).Name<TPart>(part);
        return builder;
    }
}
