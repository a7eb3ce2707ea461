using HistoryImport.Samples;

namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

/// <summary>What a projection is handed.</summary>
public sealed class ChangesTests : IAsyncDisposable
{
    readonly List<HistoryChanges> _told = [];
    Desk? _desk;

    public async ValueTask DisposeAsync()
    {
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Apply_FirstThenMoreThenTheSame_TellsWhatIsKnownAfterEach(bool isPostgreSql)
    {
        EfCoreMessageStore store = await StoreAsync(isPostgreSql);
        MessageUpsert item = Given.Text("body", Given.Key());
        await WriteAsync(store, item);
        await WriteAsync(store, item with { Status = MessageStatus.Read, Reactions = [new(false, default, "👍", 1), new(true, default, "", 1)] });
        await WriteAsync(store, item);

        Assert.Equal([MessageChangeKind.Inserted, MessageChangeKind.Updated], _told.Select(changes => Assert.Single(changes.Messages).Kind));
        MessageUpsert state = _told[1].Messages[0].State!;
        Assert.Equal(("body", MessageStatus.Read, "👍"), (state.Body, state.Status, Assert.Single(state.Reactions).Emoji));
        Assert.All(_told, changes => Assert.Equal(Truth.Connection, changes.Connection));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Apply_ReactionToTwins_TellsOfBoth(bool isPostgreSql)
    {
        EfCoreMessageStore store = await StoreAsync(isPostgreSql);
        await WriteAsync(store, Given.Text("a", Given.Key()));
        await WriteAsync(store, Given.Text("b", Given.Key(fromMe: true)));
        _told.Clear();

        await WriteAsync(store, new MessageUpsert { Key = Given.Key(), MatchesEitherDirection = true, Reactions = [new(true, default, "👍", 1)] });

        Assert.Equal(["a 👍", "b 👍"], Assert.Single(_told).Messages.Select(change => $"{change.State!.Body} {change.State.Reactions[0].Emoji}").Order());
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Apply_Join_TellsBothKeysAndWhereNamesWent(bool isPostgreSql)
    {
        EfCoreMessageStore store = await StoreAsync(isPostgreSql);
        await store.UpsertAsync(Truth.Connection, new MessageBatch
        {
            Items = [Given.Text("a", Given.Key("A", Given.Lid)), Given.Text("b", Given.Key("B", Given.Lid)), Given.Text("b", Given.Key("B"))],
            Names = [new HistoryName(Given.Lid, NameKind.Push, "Name")],
        });
        Assert.Equal("Name", Assert.Single(_told).Names.Single(names => names.Jid == Given.Lid).Best);
        _told.Clear();

        await store.JoinAsync(Truth.Connection, [new JidJoin(Given.Lid, Given.Contact)]);

        MessageChange[] moved = [.. _told.SelectMany(changes => changes.Messages).Where(change => change.Kind == MessageChangeKind.Moved)];
        Assert.Equal(
            [(Given.Key("A", Given.Lid), Given.Key("A")), (Given.Key("B", Given.Lid), Given.Key("B"))],
            moved.OrderBy(change => change.Key.Id, StringComparer.Ordinal).Select(change => (change.Before!.Value, change.Key)));
        Assert.Equal(
            [(Given.Lid, null), (Given.Contact, "Name")],
            _told.SelectMany(changes => changes.Names).Where(names => names.Jid == Given.Lid || names.Best is not null).Select(names => (names.Jid, names.Best)).Distinct()
                .OrderBy(names => names.Jid).Take(2));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task EraseAsync_Whole_ErasesTheRowsOfTheConnectionHereAndThere(bool isPostgreSql)
    {
        EfCoreMessageStore store = await StoreAsync(isPostgreSql);
        var other = new ConnectionKey("default", "other");
        foreach (ConnectionKey connection in (ConnectionKey[])[Truth.Connection, other])
        {
            await store.UpsertAsync(connection, new MessageBatch
            {
                Items = [Given.Text("a", Given.Key()) with { Reactions = [new(true, default, "👍", 1)] }, Given.Text("g", Given.Key(chat: Given.Group, sender: Given.Contact))],
                Names = [new HistoryName(Given.Contact, NameKind.Push, "Name")],
            });
        }

        IReadOnlyList<string> before = await _desk!.RowsAsync();
        _told.Clear();
        while ((await store.EraseAsync(Truth.Connection, new ErasureOrder { IsWhole = true })).Next is not null)
        {
        }


        Assert.Equal(2, _told.SelectMany(changes => changes.Messages).Count(change => change is { Kind: MessageChangeKind.Erased, State: null }));
        Assert.All(_desk.Database.Rows(), row => Assert.Equal(other, row.Connection));
        Assert.Empty(_desk.Database.Names(Truth.Connection));
        Assert.Equal(1L, Convert.ToInt64(_desk.Database.Query("SELECT count(*) FROM history_import_reactions")[0][0], null));
        Assert.Equal(before.Where(row => row.Contains($"{other}", StringComparison.Ordinal)).Order(), (await _desk.RowsAsync()).Order());
    }

    async Task<EfCoreMessageStore> StoreAsync(bool isPostgreSql)
    {
        _desk = await Desk.CreateAsync(isPostgreSql);
        return _desk.StoreOf(new Listener(_told));
    }

    static async Task WriteAsync(EfCoreMessageStore store, MessageUpsert item) => await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [item] });

    sealed class Listener(List<HistoryChanges> told) : IHistoryProjection<DeskContext>
    {
        readonly DeskProjection _inner = new();

        public ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default)
        {
            told.Add(changes);
            return _inner.ApplyAsync(changes, context, cancellationToken);
        }
    }
}
