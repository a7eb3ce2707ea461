using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Services of an import with a key or without. Containers that know no keys serve the one without.</summary>
static class ServiceKeyExtensions
{
    public static T Part<T>(this IServiceProvider provider, string? key)
        where T : notnull => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);

    public static T? PartOrNone<T>(this IServiceProvider provider, string? key)
        where T : class => key is null ? provider.GetService<T>() : provider.GetKeyedService<T>(key);

    public static IEnumerable<T> Parts<T>(this IServiceProvider provider, string? key)
        where T : class => key is null ? provider.GetServices<T>() : provider.GetKeyedServices<T>(key);
}
