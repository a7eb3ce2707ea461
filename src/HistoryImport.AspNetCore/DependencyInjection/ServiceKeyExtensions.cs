using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.AspNetCore;

/// <summary>Services of an import with a key or without.</summary>
static class ServiceKeyExtensions
{
    public static T Part<T>(this IServiceProvider provider, string? key)
        where T : notnull => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);

    public static T? PartOrNone<T>(this IServiceProvider provider, string? key)
        where T : class => key is null ? provider.GetService<T>() : provider.GetKeyedService<T>(key);
}
