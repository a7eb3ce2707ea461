using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>A part as somebody named it.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Identity">Equal for the same part named twice: a type, an instance, a factory or the name of a medium.</param>
/// <param name="Create">Makes it, or gets what was made elsewhere.</param>
sealed record NamedPart(string Name, object Identity, Func<IServiceProvider, object> Create)
{
    /// <summary>What the host made itself, and so disposes of itself.</summary>
    public object? Instance { get; init; }

    public static NamedPart OfInstance(object instance) =>
        new($"the given {instance.GetType().Name}", instance, _ => instance) { Instance = instance };

    public static NamedPart OfFactory(Delegate identity, Func<IServiceProvider, object> create) =>
        new($"what a factory of {Outermost(identity.Method.DeclaringType)?.Name ?? "the host"} makes", identity, create);

    public static NamedPart OfDescriptor(ServiceDescriptor service)
    {
        object? instance = service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance;
        if (instance is not null)
        {
            return OfInstance(instance);
        }

        Type? type = service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType;
        return new NamedPart($"{type?.Name ?? "a factory"} registered in the container", type ?? (object)service, _ => throw new NotSupportedException());
    }

    // A lambda lies in a class that the compiler made.
    static Type? Outermost(Type? type)
    {
        while (type?.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
