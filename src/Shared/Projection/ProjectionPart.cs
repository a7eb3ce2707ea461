using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HistoryImport.Relational;

/// <summary>Registers the projection of an import.</summary>
static class ProjectionPart
{
    /// <summary>Tells whether one is named.</summary>
    public static bool IsNamed<TTarget>(IServiceCollection services, string? key)
        where TTarget : class =>
        services.Any(service => service.ServiceType == typeof(IHistoryProjection<TTarget>) && Equals(service.ServiceKey, key));

    /// <param name="builder">The builder.</param>
    /// <param name="database">What has to keep the rows.</param>
    /// <param name="scope">Gets the scope of that database; <see langword="null"/> if there is none.</param>
    /// <exception cref="InvalidOperationException">Another is named already.</exception>
    public static void Add<TTarget, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProjection>(
        IHistoryImportBuilder builder, string database, Func<IServiceProvider, string?, StorageScope?> scope)
        where TTarget : class
        where TProjection : class, IHistoryProjection<TTarget>
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        if (IsNamed<TTarget>(builder.Services, key))
        {
            throw new InvalidOperationException("A projection is named already. One class writes the host's tables: let it call the other.");
        }

        builder.Services.TryAddKeyedSingleton<TProjection>(key);
        builder.Services.Add(new ServiceDescriptor(
            typeof(IHistoryProjection<TTarget>), key, (provider, _) => provider.Part<TProjection>(key), ServiceLifetime.Singleton));
        builder.Services.AddOptions<ProjectionCheck<TTarget>>(key ?? Options.DefaultName)
            .Validate<IServiceProvider>(
                (_, provider) => StorageScope.IsShared(provider.Part<IMessageStore>(key).Scope, scope(provider, key)),
                $"{typeof(TProjection).Name} would never be called: the IMessageStore in use does not keep its rows in the database of {database}. Call {database}, or leave the projection out.")
            .ValidateOnStart();
    }
}
