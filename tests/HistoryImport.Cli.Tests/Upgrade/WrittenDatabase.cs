using System.Data.Common;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>A database as an older version wrote it, to be used as a host would, and to be looked at past the packages.</summary>
abstract class WrittenDatabase : IAsyncDisposable
{
    // Whatever makes up a message or a reaction. Ids that the database gives are left out.
    const string Messages = """
        SELECT jid, id, from_me, sender, version, digest, timestamp, status, revoked, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw
        FROM {s}messages JOIN {s}chats USING(chat_id)
        """;

    const string Reactions = "SELECT jid, id, target, target_sender, reactor_from_me, reactor, emoji, time FROM {s}reactions JOIN {s}chats USING(chat_id)";

    const string Names = "SELECT connection_id, jid, kind, name FROM {s}names";

    const string Waiting = "SELECT waiting_hash FROM {s}cache_entries WHERE waiting_hash IS NOT NULL";

    static readonly string _folder = Path.Combine(Repository.Root, "tests", "HistoryImport.Cli.Tests", "Upgrade", "Written");

    /// <summary>Gets the address as the tool takes it.</summary>
    public abstract string Store { get; }

    /// <summary>Gets the history that the database was made of.</summary>
    public static string History { get; } = Path.Combine(_folder, "history");

    /// <summary>Gets a file with messages for which something waits in the database.</summary>
    public static string Late { get; } = Path.Combine(_folder, "late.json");

    // Everywhere else the schema stands before the names of tables.
    protected abstract string Schema { get; }

    public static Task<WrittenDatabase> CreateAsync(string kind) => kind == "sqlite" ? WrittenFile.CreateAsync() : WrittenSchema.CreateAsync();

    public Task<List<StoredLine>> MessagesAsync() => LinesAsync(Messages, 4);

    public Task<List<StoredLine>> ReactionsAsync() => LinesAsync(Reactions, 6);

    public Task<List<StoredLine>> NamesAsync() => LinesAsync(Names, 3);

    public Task<List<StoredLine>> WaitingAsync() => LinesAsync(Waiting, 1);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<DbConnection> OpenAsync();

    // What waits must not grow too old only because this test is run long after the database was written.
    protected async Task RestoreAsync(string script)
    {
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(_folder, script)));
        await ExecuteAsync($"UPDATE {Schema}cache_entries SET received_at = {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");
    }

    async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = await OpenAsync();
        await using DbCommand command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
    }

    async Task<List<StoredLine>> LinesAsync(string sql, int keyColumns)
    {
        await using DbConnection connection = await OpenAsync();
        await using DbCommand command = Command(connection, sql.Replace("{s}", Schema, StringComparison.Ordinal));
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        List<StoredLine> lines = [];
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            lines.Add(StoredLine.Of(values, keyColumns));
        }

        lines.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return lines;
    }

    static DbCommand Command(DbConnection connection, string sql)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
