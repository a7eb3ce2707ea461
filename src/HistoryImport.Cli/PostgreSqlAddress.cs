using HistoryImport.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary><c>postgres:CONNECTION STRING</c>. The string holds a password: it is handed on, never printed.</summary>
sealed class PostgreSqlAddress : IStoreAddress
{
    // 11 seconds with the usual delays: shorter than the tool's lease, so that a server that is away for longer is called that, and no lease is lost over it.
    const int MaxRetries = 6;

    readonly string _connectionString;
    readonly PostgreSqlHistoryReader _reader;

    /// <exception cref="ArgumentException">The connection string is not readable.</exception>
    public PostgreSqlAddress(string connectionString) =>
        (_connectionString, _reader) = (connectionString, new PostgreSqlHistoryReader(connectionString));

    // Several parts are compared and written at once, by several connections; what the server does for each part beside its rows is a third of a small one.
    public int PartSize => 3000;

    public void Use(IHistoryImportBuilder builder) => builder.UsePostgreSql(_connectionString, options => options.MaxRetries = MaxRetries);

    public IHistoryReader Reader => _reader;

    public ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken) => _reader.GetConnectionsAsync(cancellationToken);
}
