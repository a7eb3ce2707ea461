using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace HistoryImport.Benchmarks;

/// <summary>The limit: the same rows through one prepared statement in one transaction, with the same pragmas, tables and indexes.</summary>
sealed class StatementApi : IDisposable
{
    const string InsertRow = """
        INSERT INTO messages(chat_id, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat,
          edit_time, edit_envelope, edit_body, body, media, raw, digest)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, 'text', ?8, ?9, NULL, NULL, NULL, ?10, NULL, ?11, ?12)
        """;

    readonly HistoryMessage[] _history;
    readonly Dictionary<string, long> _chats;
    readonly byte[][] _versions;
    readonly byte[][] _digests;
    readonly SqliteConnection _connection;

    /// <summary>Does what the statement API has no part in.</summary>
    public StatementApi(string file, HistoryMessage[] history)
    {
        CreateSchema(file);
        _history = history;
        _chats = history.Select(message => message.RemoteJid!).Distinct().Select((jid, i) => (jid, i)).ToDictionary(one => one.jid, one => one.i + 1L);
        _versions = [.. history.Select(message => ContentVersion.Of(message.Content).ToBytes())];
        _digests = [.. history.Select(message => MessageDigest.Of(DecodedHistory.ToUpsert(message)).ToBytes())];
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Run(_connection.Handle!, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192");
    }

    public static double Insert(string file, HistoryMessage[] history)
    {
        using var limit = new StatementApi(file, history);
        long started = Stopwatch.GetTimestamp();
        limit.Run(0, history.Length);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Inserts some of the rows in one transaction.</summary>
    public void Run(int first, int count)
    {
        sqlite3 db = _connection.Handle!;
        Run(db, "BEGIN IMMEDIATE");
        raw.sqlite3_prepare_v2(db, InsertRow, out sqlite3_stmt statement);
        using (statement)
        {
            for (int i = first; i < first + count; i++)
            {
                Bind(statement, _history[i], _chats[_history[i].RemoteJid!], _versions[i], _digests[i]);
                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
                {
                    throw new InvalidOperationException(raw.sqlite3_errmsg(db).utf8_to_string());
                }

                raw.sqlite3_reset(statement);
            }

            Run(db, "COMMIT");
        }
    }

    public void Dispose() => _connection.Dispose();

    static void Bind(sqlite3_stmt statement, HistoryMessage message, long chat, byte[] version, byte[] digest)
    {
        raw.sqlite3_bind_int64(statement, 1, chat);
        raw.sqlite3_bind_text(statement, 2, message.Id!);
        raw.sqlite3_bind_int(statement, 3, message.FromMe ? 1 : 0);
        raw.sqlite3_bind_text(statement, 4, message.Participant ?? "");
        raw.sqlite3_bind_int64(statement, 5, message.Timestamp!.Value);
        raw.sqlite3_bind_int(statement, 6, (int)message.Status!.Value);
        raw.sqlite3_bind_blob(statement, 7, version);
        if (message.PushName is null)
        {
            raw.sqlite3_bind_null(statement, 8);
        }
        else
        {
            raw.sqlite3_bind_text(statement, 8, message.PushName);
        }

        raw.sqlite3_bind_text(statement, 9, message.RemoteJid!);
        raw.sqlite3_bind_text(statement, 10, message.Content!.Body);
        raw.sqlite3_bind_blob(statement, 11, message.Content.Raw.Span);
        raw.sqlite3_bind_blob(statement, 12, digest);
    }

    static void CreateSchema(string file)
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport().UseSqlite(file).Services.BuildServiceProvider();
        provider.GetRequiredService<IMessageStore>().UpsertAsync(new ConnectionKey("tenant", "connection"), new MessageBatch()).AsTask().GetAwaiter().GetResult();
    }

    static void Run(sqlite3 db, string sql)
    {
        if (raw.sqlite3_exec(db, sql) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(db).utf8_to_string());
        }
    }
}
