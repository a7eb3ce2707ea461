using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Who brings which part of one import. What the host names wins, in any order; two of one rank are an error that names both.</summary>
/// <remarks>Lies in the services as an instance, where every builder of the same key finds it.</remarks>
sealed class ImportParts(IServiceCollection services, string? key)
{
    const string NoStore =
        "No IMessageStore is registered. Call UseMessageStore<T>(), or UseSqlite(path) of HistoryImport.Sqlite, on what AddHistoryImport() returned.";

    const string NothingToWrap =
        "UseMessageStore is told how to wrap an IMessageStore, and nothing brings one. Call UseMessageStore<T>(), or UseSqlite(path) of HistoryImport.Sqlite, too.";

    readonly Dictionary<Type, NamedPart> _named = [];
    readonly Dictionary<Type, NamedPart> _brought = [];
    readonly Dictionary<Type, NamedPart> _defaults = [];

    readonly Dictionary<Type, PartWrapper> _wrappers = [];
    readonly Dictionary<Type, Func<IServiceProvider, IProgressSink>> _sinks = [];

    // Ours: any other descriptor of the same service is the host's own.
    readonly Dictionary<Type, IReadOnlyList<ServiceDescriptor>> _registered = [];

    // What is inside a wrapper is nobody else's to resolve.
    readonly object _innerKey = new();

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
                $"Both {known.Name} and {medium} bring the {typeof(TPart).Name}{OfKey}. Keep one of them; a SQLite file and a PostgreSQL database can share, if each is told which StorageParts it brings.");
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

    /// <summary>Puts something around whatever else is the part.</summary>
    public void Wrap<TPart>(PartWrapper wrapper)
        where TPart : class
    {
        if (_wrappers.TryGetValue(typeof(TPart), out PartWrapper? known) && !known.Identity.Equals(wrapper.Identity))
        {
            throw new InvalidOperationException($"Two things are to be put around the {typeof(TPart).Name}{OfKey}. Let one call of Use{typeof(TPart).Name[1..]} put both.");
        }

        _wrappers[typeof(TPart)] = wrapper;
        Register(typeof(TPart));
    }

    /// <summary>Notes a type of sink.</summary>
    public void AddSink(Type type, Func<IServiceProvider, IProgressSink> create) => _sinks.TryAdd(type, create);

    /// <summary>Gets the sinks, each once however often the host named it.</summary>
    public IReadOnlyList<IProgressSink> Sinks(IServiceProvider provider)
    {
        var registered = services.Where(service => service.ServiceType == typeof(IProgressSink) && Equals(service.ServiceKey, key))
            .Select(service => NamedPart.OfDescriptor(service).Identity).ToHashSet();
        IEnumerable<IProgressSink> added = _sinks.Where(sink => !registered.Contains(sink.Key)).Select(sink => sink.Value(provider));
        return [.. provider.Parts<IProgressSink>(key).Concat(added).Distinct(ReferenceEqualityComparer.Instance).Cast<IProgressSink>()];
    }

    /// <summary>Finds what is wrong once everything is registered, in sentences.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        bool isOurs = IsRegistered(typeof(IMessageStore)) && Unwrapped(typeof(IMessageStore)) is not null;
        if (!isOurs && OfHost(typeof(IMessageStore)) is null)
        {
            errors.Add(StoreIsMissing());
        }

        errors.AddRange(_wrappers.Keys.Where(type => OfHost(type) is not null).Select(
            type => $"The {type.Name}{OfKey} is registered in the container, where nothing can be put around it. Name it by Use{type.Name[1..]}."));

        foreach ((Type type, NamedPart part) in _named)
        {
            if (IsRegistered(type) && OfHost(type) is { } other && !other.Identity.Equals(part.Identity))
            {
                errors.Add(Twice(type, part, other));
            }
        }

        return errors;
    }

    // A host, or its tests, may have taken ours away again, by Replace or RemoveAll.
    bool IsRegistered(Type type) => _registered.GetValueOrDefault(type)?.All(services.Contains) == true;

    NamedPart? Unwrapped(Type type) => _named.GetValueOrDefault(type) ?? _brought.GetValueOrDefault(type) ?? _defaults.GetValueOrDefault(type);

    string StoreIsMissing() =>
        (_wrappers.ContainsKey(typeof(IMessageStore)) ? NothingToWrap : NoStore) + (key is null ? "" : $" This is about the import '{key}'.");

    string Twice(Type type, NamedPart one, NamedPart other) =>
        $"Both {one.Name} and {other.Name} are named as the {type.Name}{OfKey}. Name one of them.";

    NamedPart? OfHost(Type type) =>
        services.LastOrDefault(service => service.ServiceType == type && Equals(service.ServiceKey, key) && _registered.GetValueOrDefault(type)?.Contains(service) != true)
            is { } own ? NamedPart.OfDescriptor(own) : null;

    void Register(Type type)
    {
        if (_registered.Remove(type, out IReadOnlyList<ServiceDescriptor>? old))
        {
            old.ToList().ForEach(service => services.Remove(service));
        }

        if (OfHost(type) is not null)
        {
            return;
        }

        IReadOnlyList<ServiceDescriptor> registered = _wrappers.TryGetValue(type, out PartWrapper? wrapper)
            ? [Describe(type, _innerKey), new(type, key, (provider, _) => Wrap(type, wrapper, provider), ServiceLifetime.Singleton)]
            : [Describe(type, key)];
        _registered.Add(type, registered);
        registered.ToList().ForEach(services.Add);
    }

    // The container disposes of what a factory made, what lies inside a wrapper too, and of no instance it was given: an instance has to stay one.
    ServiceDescriptor Describe(Type type, object? serviceKey) => Unwrapped(type) switch
    {
        { Instance: { } instance } => new(type, serviceKey, instance),
        var part => new(type, serviceKey, (provider, _) => Create(type, part, provider), ServiceLifetime.Singleton),
    };

    object Create(Type type, NamedPart? part, IServiceProvider provider) => part is null
        ? throw new InvalidOperationException(StoreIsMissing())
        : part.Create(provider) ?? throw new InvalidOperationException($"Of the {type.Name}{OfKey}, {part.Name} is null.");

    object Wrap(Type type, PartWrapper wrapper, IServiceProvider provider) =>
        wrapper.Wrap(provider, provider.GetRequiredKeyedService(type, _innerKey))
            ?? throw new InvalidOperationException($"What is to be put around the {type.Name}{OfKey} is null.");
}
