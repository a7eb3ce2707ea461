using HistoryImport.ContractTests;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests;

/// <summary>What the code relies on SQLite to do.</summary>
public sealed class SqliteBehaviorTests : IDisposable
{
    readonly TestFile _file = new();
    readonly Session _session;

    public SqliteBehaviorTests() => _session = new Session(_file.Path, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero);

    public void Dispose()
    {
        _session.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void Bind_EmptyTextAndBlob_AreNotNull()
    {
        // The native API takes a null address for NULL, and an empty span has no other; the wrapper has to give it one.
        Statement typeOf = _session.Get("SELECT typeof(?1) = 'text' AND typeof(?2) = 'blob' AND length(?1) = 0 AND length(?2) = 0");
        typeOf.BindText(1, default);
        typeOf.BindBlob(2, default);

        Assert.Equal(1, typeOf.ExecuteInt64());
    }

    [Fact]
    public void Text_Compared_OrdersByUtf8Bytes()
    {
        Statement less = _session.Get("SELECT ?1 < ?2 AND max(?1, ?2) = ?2");
        less.Bind(1, "\uFF5E");
        less.Bind(2, "😀");

        Assert.Equal(1, less.ExecuteInt64());
    }

    [Fact]
    public void ScalarMinMax_OneNull_IsNull() =>
        Assert.Equal(1, _session.Query("SELECT min(1, NULL) IS NULL AND max(1, NULL) IS NULL"));

    [Fact]
    public void Upsert_WhereNothingRises_ChangesNoRowAndKeepsLastRowId()
    {
        _session.RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY, k UNIQUE, v); INSERT INTO t(k, v) VALUES(1, 5)");
        Statement upsert = _session.Get("INSERT INTO t(k, v) VALUES(?1, ?2) ON CONFLICT(k) DO UPDATE SET v = excluded.v WHERE excluded.v > v");

        Assert.Equal((0, 1L), Upsert(1, 4));
        Assert.Equal((1, 1L), Upsert(1, 6));
        Assert.Equal((1, 2L), Upsert(2, 0));

        (int, long) Upsert(long key, long value)
        {
            upsert.Bind(1, key);
            upsert.Bind(2, value);
            return (upsert.ExecuteChanges(), _session.LastRowId);
        }
    }

    [Fact]
    public void Insert_WithoutRowIdTable_KeepsLastRowId()
    {
        _session.RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY); CREATE TABLE w(k PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES(7); INSERT INTO w VALUES(1)");

        Assert.Equal(7, _session.LastRowId);
    }

    [Fact]
    public void Autoincrement_NewestDeleted_NeverComesAgain()
    {
        _session.RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b); INSERT INTO t(b) VALUES(1); DELETE FROM t; INSERT INTO t(b) VALUES(1)");

        Assert.Equal(2, _session.Query("SELECT a FROM t"));
    }

    [Fact]
    public void Synchronous_InsideTransaction_IsRefused()
    {
        _session.Query("PRAGMA journal_mode=WAL");
        _session.Query("PRAGMA synchronous=NORMAL");
        _session.Query("BEGIN");

        Assert.Throws<SqliteException>(() => _session.Query("PRAGMA synchronous=FULL"));
        _session.Query("COMMIT");
        _session.Query("PRAGMA synchronous=FULL");
        Assert.Equal(2, _session.Query("PRAGMA synchronous"));
    }

    [Fact]
    public void DataVersion_OthersWrite_MovesAndOwnWritesDoNot()
    {
        _session.RunScript("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
        long? before = _session.Query("PRAGMA data_version");
        _session.RunScript("INSERT INTO t VALUES(1)");
        Assert.Equal(before, _session.Query("PRAGMA data_version"));
        _file.Query("INSERT INTO t VALUES(2)");

        Assert.NotEqual(before, _session.Query("PRAGMA data_version"));
    }

    [Fact]
    public void UserVersion_RolledBack_IsTheOldOne()
    {
        _session.RunScript("BEGIN; PRAGMA user_version=5; PRAGMA application_id=6; CREATE TABLE t(a); ROLLBACK");

        Assert.Equal(0, _session.Query("PRAGMA user_version") + _session.Query("PRAGMA application_id") + _session.Query("SELECT count(*) FROM sqlite_schema"));
    }

    [Theory]
    [InlineData(CacheSql.IdsOfChat)]
    [InlineData(CacheSql.IdsOfConnection)]
    [InlineData(CacheSql.Get)]
    [InlineData(MessageSql.Find)]
    [InlineData(MessageSql.EitherExists)]
    [InlineData(MessageSql.Amend)]
    [InlineData(ExportSql.Chats)]
    [InlineData(CacheSql.Aliases)]
    public async Task Plan_OfEveryHotQuery_ScansNoTable(string sql)
    {
        Assert.DoesNotContain(await PlanAsync(sql), IsScan);
    }

    [Fact]
    public async Task Plan_OfOldestAndExport_SortsTiesOnly()
    {
        foreach (string sql in (string[])[MessageSql.Oldest, ExportSql.Messages])
        {
            List<string> plan = await PlanAsync(sql);
            Assert.DoesNotContain(plan, IsScan);
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Plan_OfOneChatOfTheCache_UsesTheIndexAlone() =>
        Assert.Contains(await PlanAsync(CacheSql.IdsOfChat), step => step.Contains("COVERING INDEX cache_entries_chat", StringComparison.Ordinal));

    // A recursive step reads its own queue, an amendment its one row of parameters: neither is a table of the file.
    static bool IsScan(string step) => step.StartsWith("SCAN", StringComparison.Ordinal) && step is not ("SCAN alias" or "SCAN CONSTANT ROW" or "SCAN excluded");

    static async Task<List<string>> PlanAsync(string sql)
    {
        using var file = new TestFile();
        await new SqliteMessageStore(file.Open()).UpsertAsync(Some.Connection, new MessageBatch());
        return [.. file.Query("EXPLAIN QUERY PLAN " + sql).Select(row => (string)row[3])];
    }
}
