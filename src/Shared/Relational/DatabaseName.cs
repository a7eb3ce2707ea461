using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Which database an import uses: of each kind it has one, whichever parts that brings.</summary>
sealed record DatabaseName(string Name)
{
    /// <summary>Notes which one it is.</summary>
    /// <exception cref="InvalidOperationException">It has another already.</exception>
    public static void Claim(IServiceCollection services, string? key, string name)
    {
        DatabaseName? known = services.Where(service => service.ServiceType == typeof(DatabaseName) && Equals(service.ServiceKey, key))
            .Select(service => service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance)
            .OfType<DatabaseName>().FirstOrDefault();
        if (known is null)
        {
            services.Add(new ServiceDescriptor(typeof(DatabaseName), key, new DatabaseName(name)));
        }
        else if (known.Name != name)
        {
            throw new InvalidOperationException(
                $"Both {known.Name} and {name} are named for one import. Name one of them, or give the other an import of its own: AddHistoryImport(key).");
        }
    }
}
