using HistoryImport.Testing.Xunit;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Database;

/// <summary>What the code relies on SQLite to do.</summary>
public sealed class SqliteBehaviorTests : IDisposable
{
    readonly TestFile _file = new();
    readonly DbSession _session;

    public SqliteBehaviorTests() => _session = new DbSession(_file.Path, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero);

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

    [Theory]
    [InlineData("DO NOTHING")]
    [InlineData("DO UPDATE SET v = excluded.v WHERE excluded.v > v")]
    public void Insert_ConflictThatDoesNothing_ChangesNoRow(string onConflict)
    {
        _session.RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY, k UNIQUE, v); INSERT INTO t(k, v) VALUES(1, 5)");
        Statement insert = _session.Get($"INSERT INTO t(k, v) VALUES(?1, 4) ON CONFLICT(k) {onConflict}");

        Assert.Equal((0, 1), (Insert(1), Insert(2)));

        int Insert(long key)
        {
            insert.Bind(1, key);
            return insert.ExecuteChanges();
        }
    }

    [Fact]
    public void Bind_OneAfterTheOther_HoldsTheLast()
    {
        Statement last = _session.Get("SELECT ifnull(?1, -1)");

        Assert.Equal([-1, 7, 7, -1, 7, 5, 7, 6, -1], Enumerable.Range(0, 9).Select(Run));

        long? Run(int run)
        {
            switch (run)
            {
                case 1 or 4 or 6:
                    last.Bind(1, 7);
                    break;
                case 3 or 8:
                    last.BindNull(1);
                    break;
                case 5:
                    last.Bind(1, "5");
                    break;
                case 7:
                    last.BindBlob(1, "6"u8);
                    break;
            }

            return last.ExecuteInt64();
        }
    }

    [Fact]
    public void Checkpoint_BySessionThatOnlyQueries_CopiesTheLogBesideTheWriter()
    {
        _session.RunScript("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a); BEGIN IMMEDIATE; INSERT INTO t VALUES(1)");
        using var reader = new DbSession(_file.Path, SqliteOpenMode.ReadWrite, TimeSpan.Zero);
        reader.Query("PRAGMA query_only=1");

        Assert.Equal(0, reader.Query("PRAGMA wal_checkpoint(PASSIVE)"));
        Assert.Equal(new FileInfo(_file.Path).Length, 2 * reader.Query("PRAGMA page_size"));
    }

    [Fact]
    public void TakePagesWritten_InWal_CountsWhatTheLogGrewBy()
    {
        _session.RunScript("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
        _session.TakePagesWritten();
        _session.RunScript("INSERT INTO t VALUES(zeroblob(100000))");

        Assert.InRange(_session.TakePagesWritten(), 100_000 / 4096, 100_000 / 4096 + 4);
        Assert.Equal(0, _session.TakePagesWritten());
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
}
