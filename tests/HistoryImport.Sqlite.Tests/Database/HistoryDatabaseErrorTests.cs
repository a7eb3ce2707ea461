using HistoryImport.Testing.Xunit;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Database;

/// <summary>Each thing that can be wrong with a file has its own sentence, and leaves the file as it was.</summary>
public sealed class HistoryDatabaseErrorTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task UpsertAsync_NotADatabase_SaysSoAndChangesNothing()
    {
        byte[] content = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        await File.WriteAllBytesAsync(_file.Path, content);

        Assert.Contains("is not a SQLite database", (await WriteFailsAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(_file.Path));
    }

    [Fact]
    public async Task UpsertAsync_DatabaseOfAnotherApplication_SaysSoAndChangesNothing()
    {
        _file.Query("CREATE TABLE messages(id); INSERT INTO messages VALUES(1); PRAGMA user_version=1");
        byte[] content = await File.ReadAllBytesAsync(_file.Path);

        Assert.Contains("another application", (await WriteFailsAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(_file.Path));
        Assert.Equal("delete", _file.Query("PRAGMA journal_mode")[0][0]);
    }

    [Fact]
    public async Task UpsertAsync_NewerSchema_NamesBothVersions()
    {
        await WriteAsync(_file.Open());
        _file.Query("PRAGMA user_version=11");

        string message = (await WriteFailsAsync()).Message;
        Assert.Contains("its schema is 11, this version knows up to 10", message, StringComparison.Ordinal);
        Assert.Contains("Update", message, StringComparison.Ordinal);
        Assert.Equal(1, _file.Count("messages"));
    }

    [Fact]
    public async Task UpsertAsync_ReadOnlyFile_SaysSoAndIsIntact()
    {
        await using (HistoryDatabase database = _file.Open())
        {
            await WriteAsync(database);
        }

        SetWriteVersion(3);
        Assert.Contains("cannot be written", (await WriteFailsAsync()).Message, StringComparison.Ordinal);
        SetWriteVersion(2);
        Assert.Equal(1, _file.Count("messages"));

        // SQLite takes a file of a later write version as read-only. The superuser may write what file modes forbid.
        void SetWriteVersion(byte version)
        {
            using FileStream stream = File.OpenWrite(_file.Path);
            stream.Position = 18;
            stream.WriteByte(version);
        }
    }

    [Fact]
    public async Task UpsertAsync_FolderAbsent_SaysSo()
    {
        HistoryDatabase database = _file.Open(options => options.Path = Path.Combine(_file.At("absent"), "h.db"));

        Assert.Contains("folder exists", (await FailsAsync(database)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertAsync_LockedByAnother_IsTransientAndGoesOnAfterwards()
    {
        HistoryDatabase database = _file.Open(options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await WriteAsync(database);
        using (SqliteConnection other = Lock())
        {
            HistoryStorageException error = await FailsAsync(database);
            Assert.True(error.IsTransient);
            Assert.Contains("locked by another process", error.Message, StringComparison.Ordinal);
            Assert.Single(await new SqliteMessageStore(database).FindExistingAsync(Some.Connection, [Some.Text()]));
        }

        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(database));
    }

    [Fact]
    public async Task UpsertAsync_NewFileLockedByAnother_IsTransient()
    {
        using SqliteConnection other = Lock();

        Assert.True((await FailsAsync(_file.Open(options => options.BusyTimeout = TimeSpan.FromMilliseconds(50)))).IsTransient);
    }

    [Fact]
    public async Task UpsertAsync_CancelledWhileLocked_EndsLongBeforeTheTimeout()
    {
        HistoryDatabase database = _file.Open();
        await WriteAsync(database);
        using SqliteConnection other = Lock();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Task write = Task.Run(() => new SqliteMessageStore(database).UpsertAsync(Some.Connection, Batch(), cancellation.Token).AsTask());
        Assert.Same(write, await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(10))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task UpsertAsync_NoRoomLeft_SaysSoKeepsWhatWasThereAndGoesOnAfterwards()
    {
        HistoryDatabase database = _file.Open();
        await WriteAsync(database);
        long pages = await LimitPagesAsync("PRAGMA max_page_count=1");
        var large = new MessageBatch { Items = [Some.Text(new string('x', 1_000_000), Some.Key("LARGE", Some.Number(9)))] };

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () =>
            await new SqliteMessageStore(database).UpsertAsync(Some.Connection, large));
        Assert.Contains("no room left", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", error.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HistoryStorageException>(async () =>
            await new SqliteMessageCache(database).AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message() with { Content = large.Items[0].Content }] }));
        Assert.Equal((1, 0), (_file.Count("messages"), _file.Count("cache_entries")));

        await LimitPagesAsync("PRAGMA max_page_count=1000000");
        await new SqliteMessageStore(database).UpsertAsync(Some.Connection, large);
        Assert.Equal(2, _file.Count("messages"));
        Assert.True(pages > 0);

        // What a full disk answers, without filling one.
        ValueTask<long> LimitPagesAsync(string pragma) =>
            database.WriteAsync(Durability.Normal, writer => writer.Session.Query(pragma) ?? 0, CancellationToken.None);
    }

    [Fact]
    public async Task UpsertAsync_Damaged_SaysSo()
    {
        await using (HistoryDatabase database = _file.Open())
        {
            await WriteAsync(database);
        }

        await using (FileStream stream = File.OpenWrite(_file.Path))
        {
            stream.Position = 4096;
            stream.Write(new byte[stream.Length - 4096]);
        }

        Assert.Contains("damaged", (await WriteFailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertAsync_AfterDispose_Throws()
    {
        HistoryDatabase database = _file.Open();
        await WriteAsync(database);
        await database.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => WriteAsync(database));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await new SqliteMessageStore(database).FindExistingAsync(Some.Connection, [Some.Text()]));
    }

    Task<HistoryStorageException> WriteFailsAsync() => FailsAsync(_file.Open());

    static async Task<HistoryStorageException> FailsAsync(HistoryDatabase database)
    {
        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(() => WriteAsync(database));
        Assert.Contains("history-import-sqlite-", error.Message, StringComparison.Ordinal);
        return error;
    }

    static async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(HistoryDatabase database) =>
        (await new SqliteMessageStore(database).UpsertAsync(Some.Connection, Batch())).Outcomes;

    static MessageBatch Batch() => new() { Items = [Some.Text()] };

    SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }
}
