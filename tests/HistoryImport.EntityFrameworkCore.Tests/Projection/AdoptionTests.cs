using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

/// <summary>Nothing better is overwritten: on a row the host wrote itself the status rises, amendments apply, and what it did not understand gives way.</summary>
public sealed class AdoptionTests : IAsyncDisposable
{
    Desk? _desk;

    Desk Desk => _desk!;

    public async ValueTask DisposeAsync()
    {
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Upsert_RowTheHostWrote_KeepsItsIdAndWhatItSays(bool isPostgreSql)
    {
        Guid id = await LiveAsync(isPostgreSql, MessageKind.Text, "as it was seen live");

        Assert.Equal(UpsertOutcome.Duplicate, await Desk.WriteAsync(Given.Text("of history", Given.Key()) with { Timestamp = Given.Time - 100, Status = MessageStatus.Server }));
        Assert.Equal(UpsertOutcome.Updated, await Desk.WriteAsync(Given.Text("greater", Given.Key(), MessageKind.Image) with { Timestamp = Given.Time - 200, Status = MessageStatus.Read }));

        Message row = await RowAsync();
        Assert.Equal(
            (id, MessageKind.Text, "as it was seen live", Given.Time, MessageStatus.Read),
            (row.Id, row.Kind, row.Body, row.SentAt!.Value.ToUnixTimeSeconds(), row.Status!.Value));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Upsert_AmendmentsOfARowTheHostWrote_Apply(bool isPostgreSql)
    {
        Guid id = await LiveAsync(isPostgreSql, MessageKind.Text, "live");
        await Desk.WriteAsync(Given.Text("of history", Given.Key()));

        await Desk.WriteAsync(new MessageUpsert { Key = Given.Key(), Edit = new MessageEdit(1, "E", "edited"), IsRevoked = true });
        await Desk.WriteAsync(new MessageUpsert { Key = Given.Key(), MatchesEitherDirection = true, Reactions = [new(true, default, "👍", 1)] });

        Message row = await RowAsync();
        Assert.Equal((id, "edited", true, true, "👍"), (row.Id, row.Body, row.IsEdited, row.IsDeleted, row.Reactions));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Upsert_WhatTheHostDidNotUnderstand_GivesWayToContent(bool isPostgreSql)
    {
        Guid id = await LiveAsync(isPostgreSql, MessageKind.Unsupported, "?");

        await Desk.WriteAsync(Given.Text("content", Given.Key()));

        Message row = await RowAsync();
        Assert.Equal((id, MessageKind.Text, "content"), (row.Id, row.Kind, row.Body));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Join_RowTheHostWroteMeetsOneOfHistory_IsOneRowThatSaysWhatTheHostsSaid(bool isPostgreSql)
    {
        await LiveAsync(isPostgreSql, MessageKind.Text, "live");
        await Desk.WriteAsync(Given.Text("of history", Given.Key(chat: Given.Lid)) with { Timestamp = 5 });
        await Desk.WriteAsync(Given.Text("of history", Given.Key()));

        await Desk.Store.JoinAsync(Truth.Connection, [new JidJoin(Given.Lid, Given.Contact)]);

        Message row = await RowAsync();
        Assert.Equal(("live", Given.Time), (row.Body, row.SentAt!.Value.ToUnixTimeSeconds()));
        await using DeskContext desk = Desk.Open();
        Assert.Equal(Given.Contact.Value, (await desk.Conversations.SingleAsync()).Jid);
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Upsert_HostWritesTheSameMessageMeanwhile_IsAdoptedWhenTheBatchComesAgain(bool isPostgreSql)
    {
        _desk = await Desk.CreateAsync(isPostgreSql);
        await using DeskContext desk = Desk.Open();
        Conversation conversation = desk.Conversations.Add(new Conversation { Line = $"{Truth.Connection}", Jid = Given.Contact.Value }).Entity;
        await desk.SaveChangesAsync();
        int asked = 0;
        var store = Desk.StoreOf(new RacingProjection(async () =>
        {
            // Between the question for own rows and the write, once.
            if (asked++ == 0 && isPostgreSql)
            {
                desk.Messages.Add(new Message { ConversationId = conversation.Id, WhatsAppId = "ID", Body = "live", Kind = MessageKind.Text });
                await desk.SaveChangesAsync();
            }
        }));

        await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [Given.Text("of history", Given.Key())] });

        Assert.Equal(isPostgreSql ? "live" : "of history", (await RowAsync()).Body);
    }

    async Task<Guid> LiveAsync(bool isPostgreSql, MessageKind kind, string body)
    {
        _desk = await Desk.CreateAsync(isPostgreSql);
        await using DeskContext desk = Desk.Open();
        Conversation conversation = desk.Conversations.Add(new Conversation { Line = $"{Truth.Connection}", Jid = Given.Contact.Value }).Entity;
        Message row = desk.Messages.Add(new Message
        {
            ConversationId = conversation.Id, WhatsAppId = "ID", Kind = kind, Body = body, SentAt = DateTimeOffset.FromUnixTimeSeconds(Given.Time), Status = MessageStatus.Server,
        }).Entity;
        await desk.SaveChangesAsync();
        return row.Id;
    }

    async Task<Message> RowAsync()
    {
        await using DeskContext desk = Desk.Open();
        return await desk.Messages.AsNoTracking().SingleAsync();
    }

    sealed class RacingProjection(Func<Task> meanwhile) : IAdoptingProjection<DeskContext>
    {
        readonly DeskProjection _inner = new();

        public async ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(
            ConnectionKey connection, IReadOnlyList<MessageKey> keys, DeskContext context, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<MessageUpsert> found = await _inner.FindOwnAsync(connection, keys, context, cancellationToken);
            await meanwhile();
            return found;
        }

        public ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default) =>
            _inner.ApplyAsync(changes, context, cancellationToken);
    }
}
