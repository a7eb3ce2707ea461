using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

/// <summary>Configures what <c>AddHistoryImport</c> added.</summary>
public interface IHistoryImportBuilder
{
    /// <summary>Gets the services the library is part of.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the key of this import among several in one container; <see langword="null"/> for the one without a key.</summary>
    /// <remarks>Its services are keyed with it, and its options named by it.</remarks>
    string? Key { get; }
}
