using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Relational;

/// <summary>Registers the projection of an import.</summary>
static class ProjectionPart
{
    /// <exception cref="InvalidOperationException">Another is named already.</exception>
    public static void Add<TTarget, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProjection>(IHistoryImportBuilder builder)
        where TTarget : class
        where TProjection : class, IHistoryProjection<TTarget>
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        if (builder.Services.Any(service => service.ServiceType == typeof(IHistoryProjection<TTarget>) && Equals(service.ServiceKey, key)))
        {
            throw new InvalidOperationException("A projection is named already. One class writes the host's tables: let it call the other.");
        }

        builder.Services.TryAddKeyedSingleton<TProjection>(key);
        builder.Services.Add(new ServiceDescriptor(
            typeof(IHistoryProjection<TTarget>), key, (provider, _) => provider.Part<TProjection>(key), ServiceLifetime.Singleton));
    }
}
