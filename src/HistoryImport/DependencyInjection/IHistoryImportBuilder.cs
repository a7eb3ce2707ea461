using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>What <c>AddHistoryImport</c> returns: packages add their parts by extension methods on it.</summary>
public interface IHistoryImportBuilder
{
    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }
}
