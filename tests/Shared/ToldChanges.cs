using System.Data.Common;
using HistoryImport.Testing.Xunit;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>What a projection over a database of ours is told, and what becomes of the library's rows where it fails. Once for each database.</summary>
public abstract class ToldChanges : IAsyncLifetime
{
    static readonly MessageKey _mine = Some.Key(fromMe: true);

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes the one store of the test.</summary>
    private protected abstract ValueTask<IMessageStore> StoreAsync(MirrorProjection mirror);

    /// <summary>Gets what stands before the names of tables.</summary>
    private protected abstract string Schema { get; }

    /// <summary>Runs SQL past everything; <c>{s}</c> stands for the schema.</summary>
    private protected abstract List<object[]> Query(string sql);

    private protected abstract Task AssertSameAsync();

    [Fact]
    public async Task UpsertAsync_EachOutcome_IsToldOnceWithTheWholeState()
    {
        MirrorProjection mirror = NewMirror();
        IMessageStore store = await StoreAsync(mirror);
        await WriteAsync(store, Some.Text("first").Reacted("👍", fromMe: true));
        await WriteAsync(store, Some.Text("first") with { Status = MessageStatus.Read }, Some.Text("other", Some.Key("OTHER")), Some.Amendment(Some.Key("ABSENT")) with { IsRevoked = true });

        // The reaction to the first shows on its twin as well.
        await WriteAsync(store, Some.Text("twin", _mine));
        await WriteAsync(store, Some.DirectReaction("", fromMe: true, time: 2));

        Assert.Equal(
            ["Inserted ID False 👍", "Updated ID False 👍", "Inserted OTHER False ", "Inserted ID True 👍", "Updated ID False ", "Updated ID True "],
            mirror.Told.SelectMany(changes => changes.Messages.OrderBy(change => change.Key.FromMe).ThenBy(change => change.Key.Id, StringComparer.Ordinal)).Select(Text));
        Assert.Equal((MessageStatus.Read, "first"), (mirror.Told[1].Messages.Single(change => change.Key.Id == "ID").State!.Status, mirror.Told[1].Messages.Single(change => change.Key.Id == "ID").State!.Body));
        await AssertSameAsync();
    }

    [Fact]
    public async Task UpsertAsync_NothingNew_TellsNothing()
    {
        MirrorProjection mirror = NewMirror();
        IMessageStore store = await StoreAsync(mirror);
        var batch = new MessageBatch { Items = [Some.Text().Reacted("👍")], Names = [new HistoryName(Some.Contact, NameKind.Push, "Name")] };
        await store.UpsertAsync(Some.Connection, batch);
        await store.UpsertAsync(Some.Connection, batch);
        Assert.Equal("Name", Assert.Single(Assert.Single(mirror.Told).Names).Best);

        await store.UpsertAsync(Some.Connection, new MessageBatch { Names = [new HistoryName(Some.Contact, NameKind.Contact, "Contact")] });

        Assert.Equal((0, "Contact"), (mirror.Told[1].Messages.Count, Assert.Single(mirror.Told[1].Names).Best));
    }

    [Fact]
    public async Task UpsertAsync_RowsMadeAndAmendedInOneBatch_AreToldAsTheyAreInTheEnd()
    {
        MirrorProjection mirror = NewMirror();
        IMessageStore store = await StoreAsync(mirror);

        // Reactions of the batch come to both directions, whichever is made first.
        await WriteAsync(store, Some.Text("mine", _mine).Reacted("👍", fromMe: true), Some.Text("theirs").Reacted("❤"), Some.DirectReaction("🎉", fromMe: true, time: 5));

        Assert.All(Assert.Single(mirror.Told).Messages, change => Assert.Equal((MessageChangeKind.Inserted, 2), (change.Kind, change.State!.Reactions.Count)));
        Assert.Equal(2, mirror.Told[0].Messages.Count);
        await AssertSameAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JoinAsync_ChatLongerThanAPiece_MovesInPieces(bool isThere)
    {
        const int Rows = 12_000;
        const int MostAtOnce = 5_000;
        MirrorProjection mirror = NewMirror();
        IMessageStore store = await StoreAsync(mirror);
        await WriteAsync(store, [.. Enumerable.Range(0, Rows / 2).Select(i => Some.Text("b", Some.Key($"M{i:00000}", Some.Lid(1))))]);
        await WriteAsync(store, [.. Enumerable.Range(Rows / 2, Rows / 2).Select(i => Some.Text("b", Some.Key($"M{i:00000}", Some.Lid(1))))]);
        if (isThere)
        {
            await WriteAsync(store, Some.Text("met", Some.Key("M00003", Some.Number(1))).Reacted("👍"));
        }

        mirror.Told.Clear();
        await store.JoinAsync(Some.Connection, [new JidJoin(Some.Lid(1), Some.Number(1))]);

        Assert.All(mirror.Told, changes => Assert.InRange(changes.Messages.Count, 0, MostAtOnce + 1));
        MessageChange[] moved = [.. mirror.Told.SelectMany(changes => changes.Messages).Where(change => change.Kind == MessageChangeKind.Moved)];
        Assert.Equal(Rows, moved.Length);
        Assert.All(moved, change => Assert.Equal((Some.Lid(1), Some.Number(1)), (change.Before!.Value.Chat, change.Key.Chat)));
        await AssertSameAsync();
    }

    [Fact]
    public async Task UpsertAsync_ReactionsOfTwoWritersAtOnce_AreBothInWhatIsToldLast()
    {
        const int Rounds = 10;
        IMessageStore store = await StoreAsync(NewMirror(async (_, _) => await Task.Delay(5)));
        for (int round = 0; round < Rounds; round++)
        {
            MessageKey key = Some.Key($"M{round}", Some.Group, Some.Contact);
            await WriteAsync(store, Some.Text(key: key));
            await Task.WhenAll(Enumerable.Range(2, 2).Select(i => Task.Run(() => WriteAsync(store, Some.Amendment(key).Reacted("👍", Some.Number(i))))));
        }

        await AssertSameAsync();
    }

    [Fact]
    public async Task ApplyAsync_Throws_LeavesNothingOfTheBatch()
    {
        bool fails = false;
        MirrorProjection mirror = NewMirror((_, _) => fails ? throw new InvalidDataException("no") : ValueTask.CompletedTask);
        IMessageStore store = await StoreAsync(mirror);
        await WriteAsync(store, Some.Text("before"));
        fails = true;

        await AssertFailsAsync(() => WriteAsync(store, Some.Text("lost", Some.Key("LOST")), Some.Text("before") with { Status = MessageStatus.Read }));
        await AssertFailsAsync(async () => await store.JoinAsync(Some.Connection, [new JidJoin(Some.Contact, Some.Number(9))]));
        await AssertFailsAsync(async () => await store.EraseAsync(Some.Connection, new ErasureOrder { IsWhole = true }));

        Assert.Equal(1L, Count("messages"));
        await AssertSameAsync();
        fails = false;
        await WriteAsync(store, Some.Text("kept", Some.Key("KEPT")));
        await AssertSameAsync();
        Assert.Equal(2L, Count("messages"));

        static async Task AssertFailsAsync(Func<Task> call) =>
            Assert.IsType<InvalidDataException>((await Assert.ThrowsAsync<ProjectionException>(call)).InnerException);
    }

    [Fact]
    public async Task ApplyAsync_WrongStatement_EndsTheImportAndSaysWhy()
    {
        IMessageStore store = await StoreAsync(NewMirror((target, _) => RunAsync(target, "INSERT INTO nowhere VALUES(1)")));

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(() => WriteAsync(store, Some.Text()));

        Assert.Contains("projection", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(0L, Count("messages"));
    }

    [Fact]
    public async Task ApplyAsync_ValueThatATableRefuses_FailsTheBatchAlone()
    {
        IMessageStore store = await StoreAsync(NewMirror((target, changes) => changes.Messages.Any(change => change.State!.Body == "bad")
            ? RunAsync(target, $"INSERT INTO {Schema}mirror_names(line, jid, names) VALUES('', '', NULL)")
            : ValueTask.CompletedTask));

        await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync(store, Some.Text("bad")));
        await WriteAsync(store, Some.Text("good"));

        await AssertSameAsync();
    }

    [Fact]
    public async Task ApplyAsync_Always_SeesWhatTheTransactionWrote()
    {
        long seen = 0;
        IMessageStore store = await StoreAsync(NewMirror(async (target, _) =>
        {
            await using DbCommand count = target.CreateCommand();
#pragma warning disable CA2100
            count.CommandText = $"SELECT count(*) FROM {Schema}messages";
#pragma warning restore CA2100
            seen = Convert.ToInt64(await count.ExecuteScalarAsync(), null);
            Assert.Equal(0L, Count("messages"));
        }));

        await WriteAsync(store, Some.Text(), Some.Text(key: Some.Key("OTHER")));

        Assert.Equal(2L, seen);
    }

    private protected long Count(string table) => Convert.ToInt64(Query($"SELECT count(*) FROM {{s}}.{table}")[0][0], null);

    private protected static async Task WriteAsync(IMessageStore store, params MessageUpsert[] items) =>
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items });

    private protected abstract MirrorProjection NewMirror(Func<DbConnection, HistoryChanges, ValueTask>? first = null);

    static string Text(MessageChange change) =>
        $"{change.Kind} {change.Key.Id} {change.Key.FromMe} {string.Concat(change.State!.Reactions.Select(reaction => reaction.Emoji))}";

    static async ValueTask RunAsync(DbConnection target, string sql)
    {
        await using DbCommand command = target.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
