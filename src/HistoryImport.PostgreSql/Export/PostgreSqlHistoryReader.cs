using System.Runtime.CompilerServices;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads the rows of a database in a fixed order, for exports and comparisons.</summary>
/// <remarks>Nothing is written; imports may go on beside it. Each enumeration is one snapshot, on a connection of its own, and holds
/// little more than one row at a time. A failure is not repeated: the caller has seen rows already. Thread-safe.</remarks>
public sealed class PostgreSqlHistoryReader : IHistoryReader
{
    readonly Func<CancellationToken, ValueTask<NpgsqlConnection>> _openAsync;
    readonly SchemaName _schema;
    readonly string _place;

    /// <summary>Creates a reader. The enumeration connects.</summary>
    /// <param name="connectionString">The address, as Npgsql reads it.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">The connection string or the schema is not readable.</exception>
    public PostgreSqlHistoryReader(string connectionString, string schema = PostgreSqlDefaults.Schema)
    {
        string address = DataSources.Checked(connectionString);
        (_schema, _place) = (new SchemaName(schema), DataSources.Place(address));
        _openAsync = async token =>
        {
            var connection = new NpgsqlConnection(address);
            await connection.OpenAsync(token).ConfigureAwait(false);
            return connection;
        };
    }

    /// <summary>Creates a reader. The enumeration connects.</summary>
    /// <param name="dataSource">The host's own pool of connections.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">The schema is not readable.</exception>
    public PostgreSqlHistoryReader(NpgsqlDataSource dataSource, string schema = PostgreSqlDefaults.Schema)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        (_schema, _place, _openAsync) = (new SchemaName(schema), DataSources.Place(dataSource.ConnectionString), dataSource.OpenConnectionAsync);
    }

    internal PostgreSqlHistoryReader(HistoryDatabase database)
        : this(database.Place, new SchemaName(database.Options.Schema), database.ConnectAsync)
    {
    }

    PostgreSqlHistoryReader(string place, SchemaName schema, Func<CancellationToken, ValueTask<NpgsqlConnection>> openAsync) =>
        (_place, _schema, _openAsync) = (place, schema, openAsync);

    /// <summary>Gets every connection that the database knows, by tenant and name as UTF-8 bytes: for tools of whoever runs it.</summary>
    /// <exception cref="HistoryStorageException">The database cannot be reached, or holds no history of ours.</exception>
    public async ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken = default)
    {
        ExportQuery query = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            return await TranslatedAsync(query.ConnectionsAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportedMessage> ReadAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid>? chats = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ExportQuery query = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            foreach (ExportedChat chat in await TranslatedAsync(query.ChatsAsync(connection, chats, cancellationToken)).ConfigureAwait(false))
            {
                IAsyncEnumerator<ExportedMessage> rows = query.MessagesAsync(connection, chat, cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using (rows.ConfigureAwait(false))
                {
                    while (await TranslatedAsync(rows.MoveNextAsync()).ConfigureAwait(false))
                    {
                        yield return rows.Current;
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExportedName>?> ReadNamesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(jids);
        ExportQuery query = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            return await TranslatedAsync(query.NamesAsync(connection, jids, cancellationToken)).ConfigureAwait(false);
        }
    }

    ValueTask<ExportQuery> OpenAsync(CancellationToken cancellationToken) =>
        TranslatedAsync(ExportQuery.OpenAsync(_openAsync, _schema, _place, cancellationToken));

    async ValueTask<T> TranslatedAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException || PostgreSqlFault.IsTransient(error))
        {
            throw PostgreSqlFault.Translate(error, _place, _schema);
        }
    }
}
