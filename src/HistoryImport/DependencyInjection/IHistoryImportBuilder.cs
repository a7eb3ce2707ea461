using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Configures what <c>AddHistoryImport</c> added.</summary>
public interface IHistoryImportBuilder
{
    /// <summary>Gets the services the library is part of.</summary>
    IServiceCollection Services { get; }
}
