using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Who brings which part of one import. What the host names wins, in any order; two of one rank are an error that names both.</summary>
/// <remarks>Lies in the services as an instance, where every builder of the same key finds it.</remarks>
sealed class ImportParts(IServiceCollection services, string? key)
{
    const string NoStore =
        "No IMessageStore is registered. Call UseMessageStore<T>(), or UseSqlite(path) of HistoryImport.Sqlite, on what AddHistoryImport() returned.";

    const string NothingToWrap =
        "UseMessageStore is told how to wrap an IMessageStore, and no storage brings one. Call UseSqlite(path) of HistoryImport.Sqlite or the like, "
        + "or let UseMessageStore(provider => ...) make the store and what is round it.";

    readonly Dictionary<Type, NamedPart> _named = [];
    readonly Dictionary<Type, NamedPart> _brought = [];
    readonly Dictionary<Type, NamedPart> _defaults = [];

    readonly HashSet<Type> _sinks = [];

    // Ours: any other descriptor of the same service is the host's own.
    readonly Dictionary<Type, ServiceDescriptor> _registered = [];

    string OfKey => key is null ? "" : $" of the import '{key}'";

    public static ImportParts Of(IServiceCollection services, string? key)
    {
        ServiceDescriptor? known = services.FirstOrDefault(service => service.ServiceType == typeof(ImportParts) && Equals(service.ServiceKey, key));
        if (known is not null)
        {
            return (ImportParts)(known.IsKeyedService ? known.KeyedImplementationInstance : known.ImplementationInstance)!;
        }

        var parts = new ImportParts(services, key);
        services.Add(new ServiceDescriptor(typeof(ImportParts), key, parts));
        return parts;
    }

    /// <summary>Says what stands in for a part that nobody brings.</summary>
    public void Default<TPart>(Func<IServiceProvider, TPart> create)
        where TPart : class
    {
        _defaults[typeof(TPart)] = new NamedPart("the default", typeof(TPart), create);
        Register(typeof(TPart));
    }

    /// <summary>Adds what a medium brings.</summary>
    public void Bring<TPart>(string medium, Func<IServiceProvider, TPart> create)
        where TPart : class
    {
        if (_brought.TryGetValue(typeof(TPart), out NamedPart? known) && !known.Identity.Equals(medium))
        {
            throw new InvalidOperationException(
                $"Both {known.Name} and {medium} bring the {typeof(TPart).Name}{OfKey}. Keep one of them, or tell each which StorageParts it brings.");
        }

        _brought.TryAdd(typeof(TPart), new NamedPart(medium, medium, create));
        Register(typeof(TPart));
    }

    /// <summary>Adds what the host names.</summary>
    public void Name<TPart>(NamedPart part)
        where TPart : class
    {
        NamedPart? known = _named.GetValueOrDefault(typeof(TPart)) ?? OfHost(typeof(TPart));
        if (known is not null && !known.Identity.Equals(part.Identity))
        {
            throw new InvalidOperationException(Twice(typeof(TPart), known, part));
        }

        if (OfHost(typeof(TPart)) is null)
        {
            _named[typeof(TPart)] = part;
            Register(typeof(TPart));
        }
    }

    /// <summary>Notes a sink, so that adding its type twice adds it once.</summary>
    public bool AddSink(Type type) => _sinks.Add(type);

    /// <summary>Makes what would be used if the host had named nothing.</summary>
    public object MakeOtherwise(Type type, IServiceProvider provider) =>
        (_brought.GetValueOrDefault(type) ?? _defaults.GetValueOrDefault(type))?.Create(provider) ?? throw new InvalidOperationException(StoreIsMissing(isWrapped: true));

    /// <summary>Finds what is wrong once everything is registered, in sentences.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        bool isNamed = _named.TryGetValue(typeof(IMessageStore), out NamedPart? store) && !store.IsWrapper;
        if (!isNamed && !_brought.ContainsKey(typeof(IMessageStore)) && (store is not null || OfHost(typeof(IMessageStore)) is null))
        {
            errors.Add(StoreIsMissing(store is not null));
        }

        foreach ((Type type, NamedPart part) in _named)
        {
            if (OfHost(type) is { } other && !other.Identity.Equals(part.Identity))
            {
                errors.Add(Twice(type, part, other));
            }
        }

        return errors;
    }

    string StoreIsMissing(bool isWrapped) =>
        (isWrapped ? NothingToWrap : NoStore) + (key is null ? "" : $" This is about the import '{key}'.");

    string Twice(Type type, NamedPart one, NamedPart other) =>
        $"Both {one.Name} and {other.Name} are named as the {type.Name}{OfKey}. Name one of them.";

    NamedPart? OfHost(Type type) =>
        services.LastOrDefault(service => service.ServiceType == type && Equals(service.ServiceKey, key) && service != _registered.GetValueOrDefault(type))
            is { } own ? NamedPart.OfDescriptor(own) : null;

    // The container disposes of what a factory made, and of no instance it was given: an instance has to stay one.
    void Register(Type type)
    {
        if (_registered.Remove(type, out ServiceDescriptor? old))
        {
            services.Remove(old);
        }

        if (OfHost(type) is not null)
        {
            return;
        }

        NamedPart? named = _named.GetValueOrDefault(type);
        ServiceDescriptor service = named?.Instance is { } instance
            ? new ServiceDescriptor(type, key, instance)
            : new ServiceDescriptor(type, key, (provider, _) => named?.Create(provider) ?? MakeOtherwise(type, provider), ServiceLifetime.Singleton);
        _registered.Add(type, service);
        services.Add(service);
    }
}
