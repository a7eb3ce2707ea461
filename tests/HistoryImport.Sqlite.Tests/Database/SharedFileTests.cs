using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Database;

/// <summary>One file, several objects on it, as several processes have.</summary>
public sealed class SharedFileTests : IDisposable
{
    const int Openers = 6;

    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_ManyAtOnceOnANewFile_MakesOneSchema()
    {
        // Again and again: what goes wrong here goes wrong between two instructions.
        for (int round = 0; round < 20; round++)
        {
            string path = _file.At($"{round}.db");
            HistoryDatabase[] databases = [.. Enumerable.Range(0, Openers).Select(_ => _file.Open(options => options.Path = path))];
            using var start = new Barrier(Openers);
            await Task.WhenAll(databases.Select((database, i) => OnOwnThread(() =>
            {
                start.SignalAndWait();
                return WriteAsync(database, Some.Text("b", Some.Key("ID" + i)));
            })));

            Assert.Equal([(long)Openers, 1L, 1L], TestFile.Query(path, "SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM connections), (SELECT count(*) FROM chats)")[0]);
            await Task.WhenAll(databases.Select(database => database.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task UpsertAsync_TwoObjectsWriteInTurnAndAtOnce_LoseNothing()
    {
        HistoryDatabase[] databases = [_file.Open(), _file.Open()];
        await Task.WhenAll(databases.Select((database, half) => Task.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                await WriteAsync(database, Some.Text("b", Some.Key($"{half}-{i}", Some.Number(i))), Some.Text("b", Some.Key("SAME" + i, Some.Number(i))));
            }
        })));

        Assert.Equal(150, _file.Count("messages"));
        Assert.Equal(50, _file.Count("chats"));
    }

    [Fact]
    public async Task UpsertAsync_AnotherObjectJoinedTheChat_WritesNoRowWithoutAChat()
    {
        HistoryDatabase first = _file.Open();
        HistoryDatabase second = _file.Open();
        await WriteAsync(first, Some.Text("a", Some.Key("A", Some.Lid(1))), Some.Text("n", Some.Key("N", Some.Number(1))));
        await new SqliteMessageStore(second).JoinAsync(Some.Connection, [new(Some.Lid(1), Some.Number(1))]);
        await WriteAsync(first, Some.Text("b", Some.Key("B", Some.Lid(1))));

        Assert.Equal(3, (await new SqliteHistoryReader(_file.Path).ReadAllAsync()).Length);
    }

    [Fact]
    public async Task UpsertAsync_AfterReopen_KnowsWhatWasThere()
    {
        await using (HistoryDatabase database = _file.Open())
        {
            await WriteAsync(database, Some.Text());
        }

        Assert.False(File.Exists(_file.Path + "-wal"), "The last to close leaves one plain file.");
        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(_file.Open(), Some.Text()));
    }

    [Fact]
    public async Task UpsertAsync_RowNumberOfADeletedRowComesAgain_IsInserted()
    {
        // Joined, the second row is gone, and its number is the next one's.
        HistoryDatabase database = _file.Open();
        await WriteAsync(database, Some.Text("a", Some.Key("A", Some.Number(1))));
        await WriteAsync(database, Some.Text("a", Some.Key("A", Some.Lid(1))));
        await new SqliteMessageStore(database).JoinAsync(Some.Connection, [new(Some.Lid(1), Some.Number(1))]);

        Assert.Equal(
            [UpsertOutcome.Updated, UpsertOutcome.Inserted],
            await WriteAsync(database, Some.Text("a", Some.Key("A", Some.Number(1))) with { IsRevoked = true }, Some.Text("c", Some.Key("C", Some.Number(1)))));
    }

    // The pool has a thread for each core only: they would take turns.
    static Task OnOwnThread(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    static async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(HistoryDatabase database, params MessageUpsert[] items) =>
        (await new SqliteMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;
}
