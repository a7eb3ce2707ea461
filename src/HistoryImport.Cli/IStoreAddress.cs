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

    /// <summary>Gets every JID that is known to be a person's.</summary>
    async ValueTask<IReadOnlyCollection<Jid>> GetAliasesAsync(ConnectionKey connection, Jid person, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        Use(services.AddHistoryImport());
        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            AliasSet known = await provider.GetRequiredService<IMessageCache>().FindAliasesAsync(connection, [person], cancellationToken).ConfigureAwait(false);
            return known.AliasesOf(person);
        }
    }

    /// <summary>Gets every connection it knows, in a fixed order.</summary>
    ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken);
}
