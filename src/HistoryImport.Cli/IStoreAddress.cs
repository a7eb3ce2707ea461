using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary>A database as <c>--store</c> names it.</summary>
interface IStoreAddress
{
    /// <summary>How many messages of a file are read, and committed, at once: as many as memory allows it.</summary>
    int PartSize { get; }

    /// <summary>Makes it the store of an import.</summary>
    void Use(IHistoryImportBuilder builder);

    /// <summary>Reads its rows.</summary>
    IHistoryReader Reader { get; }

    /// <summary>Gets every connection it knows, in a fixed order.</summary>
    ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken);
}
