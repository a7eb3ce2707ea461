using HistoryImport.Testing.Xunit;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Projection;

/// <summary>What fails in the host's class is said to be the class's, with the table and column, and without a value.</summary>
public sealed class BrokenProjectionTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task UpsertAsync_NullWhereNoneMayBe_NamesProjectionAndColumn() => Assert.Equal(
        "The projection Broken failed: SQLite Error 19: 'NOT NULL constraint failed: customers.name'.",
        (await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync("CREATE TABLE customers(name TEXT NOT NULL); INSERT INTO customers VALUES(NULL)"))).Message);

    [Fact]
    public async Task UpsertAsync_TableThatIsNotThere_NamesProjectionAndTable() => Assert.StartsWith(
        "The projection Broken failed: SQLite Error 1: 'no such table: nowhere'. Check its tables",
        (await Assert.ThrowsAsync<HistoryStorageException>(() => WriteAsync("UPDATE nowhere SET x = 1"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task UpsertAsync_ErrorThatMayQuoteAValue_TellsItsCodeAlone() => Assert.Equal(
        "The projection Broken failed: SQLite Error 19.",
        (await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync(
            "CREATE TABLE a(b); CREATE TRIGGER c BEFORE INSERT ON a BEGIN SELECT RAISE(ABORT, 'words of a customer'); END; INSERT INTO a VALUES(1)"))).Message);

    async Task WriteAsync(string sql)
    {
        using var store = new SqliteMessageStore(_file.Open(lendsWriter: true), new Projector<SqliteConnection>(new Broken(sql), SqliteFault.OfHost));
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
    }

    sealed class Broken(string sql) : IHistoryProjection<SqliteConnection>
    {
        public async ValueTask ApplyAsync(HistoryChanges changes, SqliteConnection target, CancellationToken cancellationToken = default)
        {
            await using SqliteCommand command = target.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
