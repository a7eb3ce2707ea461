using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>A context of the host for one piece of work, most often a transaction. Used by one thread at a time.</summary>
sealed class Session : IDisposable
{
    readonly DbCommand _factory;

    public Session(DbContext context, Tables tables, Dialect dialect, CancellationToken cancellationToken)
    {
        (Context, Tables, Dialect, CancellationToken) = (context, tables, dialect, cancellationToken);
        _factory = context.Database.GetDbConnection().CreateCommand();
    }

    public DbContext Context { get; }

    public Tables Tables { get; }

    public Dialect Dialect { get; }

    public CancellationToken CancellationToken { get; }

    public CommandText NewCommand() => new(_factory);

    /// <summary>Runs a statement that gives back rows of one of our entities.</summary>
    public Task<List<T>> EntitiesAsync<T>(string sql, CommandText command)
        where T : class => Context.Set<T>().FromSqlRaw(sql, command.Parameters).AsNoTracking().ToListAsync(CancellationToken);

    /// <summary>Runs a statement that gives back something else.</summary>
    public Task<List<T>> ListAsync<T>(string sql, CommandText command) =>
        Context.Database.SqlQueryRaw<T>(sql, command.Parameters).ToListAsync(CancellationToken);

    public Task<int> ExecuteAsync(string sql, CommandText command) => Context.Database.ExecuteSqlRawAsync(sql, command.Parameters, CancellationToken);

    /// <summary>Finds a connection.</summary>
    public async Task<long?> FindConnectionAsync(ConnectionKey connection) => await FindConnectionAsync(connection, "").ConfigureAwait(false) is [var found] ? found.Number : null;

    /// <summary>Gets what is known of a connection.</summary>
    public async Task<HeldConnection?> ConnectionAsync(ConnectionKey connection) =>
        await FindConnectionAsync(connection, "").ConfigureAwait(false) is [var found] ? found : null;

    /// <summary>Finds a connection, makes it if need be, and holds it: until the transaction ends nobody else writes to it.</summary>
    public async Task<HeldConnection> HoldConnectionAsync(ConnectionKey connection)
    {
        while (true)
        {
            if (await FindConnectionAsync(connection, Dialect.Hold).ConfigureAwait(false) is [var found])
            {
                return found;
            }

            CommandText command = NewCommand();
            await ExecuteAsync(
                $"INSERT INTO {Tables.Connections}(tenant, name) VALUES({command.Add(connection.Tenant)}, {command.Add(connection.Name)}) ON CONFLICT DO NOTHING",
                command).ConfigureAwait(false);
        }
    }

    /// <summary>Gets a query for the number of a connection.</summary>
    public string Number(CommandText command, ConnectionKey connection) =>
        Number(command, connection, "connection_id");

    public void Dispose() => _factory.Dispose();

    Task<List<HeldConnection>> FindConnectionAsync(ConnectionKey connection, string hold)
    {
        CommandText command = NewCommand();
        return ListAsync<HeldConnection>($"{Number(command, connection, "connection_id, erasures")} {hold}", command);
    }

    string Number(CommandText command, ConnectionKey connection, string columns) =>
        $"SELECT {columns} FROM {Tables.Connections} WHERE tenant = {command.Add(connection.Tenant)} AND name = {command.Add(connection.Name)}";
}
