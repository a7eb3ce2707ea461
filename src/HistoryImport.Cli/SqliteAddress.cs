using HistoryImport.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary><c>sqlite:FILE</c></summary>
sealed class SqliteAddress(string path) : IStoreAddress
{
    // A tool shares its machine with whatever else runs there; more than this makes little difference.
    const int PageCacheMiB = 24;

    // A commit writes the pages it touched, and lines in no order of chats touch pages of all chats.
    public int PartSize => 2000;

    public void Use(IHistoryImportBuilder builder) => builder.UseSqlite(path, options => options.PageCacheMiB = PageCacheMiB);

    public IHistoryReader Reader => new SqliteHistoryReader(path);

    public ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken) =>
        new SqliteHistoryReader(path).GetConnectionsAsync(cancellationToken);
}
