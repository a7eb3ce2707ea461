using HistoryImport.Testing.Xunit;
using HistoryImport.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.Samples;

/// <summary>What a help desk's own rows may and may not notice of an import.</summary>
public sealed class WhaticketDeskTests : IAsyncLifetime
{
    const string Untouched = """
        SELECT md5(string_agg(concat_ws('|', id, uuid, status, "unreadMessages", "userId", "queueId", imported, "updatedAt", "createdAt"), ',' ORDER BY id)) FROM "Tickets"
        """;

    WhaticketDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await WhaticketDesk.CreateAsync();

    public async ValueTask DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task UpsertAsync_NewChat_MakesContactAndClosedTicketInSilence()
    {
        await WriteAsync(Some.Text("newest") with { Timestamp = 200, Status = MessageStatus.Read }, Some.Text("older", Some.Key("B", fromMe: true)) with { Timestamp = 100 });

        Assert.Equal(
            ["5511900000001", "5511900000001", Some.Contact.Value, false], (await RowAsync("""SELECT name, number, "remoteJid", "isGroup" FROM "Contacts" """)));
        Assert.Equal(
            ["closed", 0, "newest", true, "whatsapp", At(200)],
            await RowAsync("""SELECT status, "unreadMessages", "lastMessage", imported IS NOT NULL, channel, "updatedAt" FROM "Tickets" """));
        Assert.Equal(
            ["newest", 4, true, "chat", At(200), true, "older", 0, DBNull.Value],
            [
                .. await RowAsync("""SELECT body, ack, read, "mediaType", "createdAt", "contactId" IS NOT NULL FROM "Messages" WHERE NOT "fromMe" """),
                .. await RowAsync("""SELECT body, ack, "contactId" FROM "Messages" WHERE "fromMe" """),
            ]);
    }

    [Fact]
    public async Task UpsertAsync_ExistingTickets_AreUsedAndKeepEverythingButAnOlderPreview()
    {
        WhaticketConnection connection = _desk.Resolve(Some.Connection);
        foreach (string status in new[] { "closed", "open" })
        {
            await LiveTicketAsync(connection, Some.Contact.User, status);
        }

        await LiveMessageAsync("LIVE", "live", at: 500);
        await _desk.QueryAsync("""UPDATE "Tickets" SET "unreadMessages" = 3, "userId" = 7, "lastMessage" = 'live'""");
        string before = await _desk.OneAsync<string>(Untouched);

        await WriteAsync(Some.Text("old") with { Timestamp = 100 });
        Assert.Equal("live", await _desk.OneAsync<string>("""SELECT "lastMessage" FROM "Tickets" WHERE status = 'open'"""));
        Assert.Equal(2L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Messages" JOIN "Tickets" ON "Tickets".id = "ticketId" WHERE status = 'open'"""));

        await WriteAsync(Some.Text("newer", Some.Key("NEWER")) with { Timestamp = 600 });
        Assert.Equal("newer", await _desk.OneAsync<string>("""SELECT "lastMessage" FROM "Tickets" WHERE status = 'open'"""));
        Assert.Equal(before, await _desk.OneAsync<string>(Untouched));
    }

    [Fact]
    public async Task UpsertAsync_LiveRow_OnlyRisesAndIsAmended()
    {
        await LiveTicketAsync(_desk.Resolve(Some.Connection), Some.Contact.User, "open");
        await LiveMessageAsync("ID", "live", at: 500, ack: 2);

        MessageUpsert history = Some.Text("history") with { Timestamp = 100, Status = MessageStatus.Server, PushName = "N" };
        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(history));
        Assert.Equal(["live", 2, At(500), "conversation", false], await LiveAsync());
        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(history));

        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(history with { Status = MessageStatus.Read }));
        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(Some.Amendment() with { IsRevoked = true }));
        Assert.Equal(["live", 4, At(500), "conversation", true], await LiveAsync());

        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(Some.Amendment() with { Edit = new MessageEdit(9, "E", "edited") }));
        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(Some.Amendment() with { Edit = new MessageEdit(8, "E", "older") }));
        Assert.Equal("edited", (await LiveAsync())[0]);
    }

    [Fact]
    public async Task UpsertAsync_AmendmentOfALiveRowAlone_FindsIt()
    {
        await LiveTicketAsync(_desk.Resolve(Some.Connection), Some.Contact.User, "open");
        await LiveMessageAsync("ID", "live", at: 500);

        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(Some.DirectReaction("👍")));
        Assert.Equal([UpsertOutcome.Missing], await WriteAsync(Some.Amendment(Some.Key(fromMe: true)) with { IsRevoked = true }));
        Assert.Equal("👍 other", Assert.Single(await _desk.RowsAsync()).Reactions);
    }

    [Fact]
    public async Task UpsertAsync_LiveRowThatWasEditedLive_KeepsThatBody()
    {
        await LiveTicketAsync(_desk.Resolve(Some.Connection), Some.Contact.User, "open");
        await LiveMessageAsync("ID", "edited live", at: 500);
        await _desk.QueryAsync("""UPDATE "Messages" SET "isEdited" = true""");

        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(Some.Amendment() with { Edit = new MessageEdit(9, "E", "from history") }));
        Assert.Equal("edited live", (await LiveAsync())[0]);
    }

    [Fact]
    public async Task UpsertAsync_LiveRowTheHostDidNotUnderstand_GivesWayToContentOnly()
    {
        await LiveTicketAsync(_desk.Resolve(Some.Connection), Some.Contact.User, "open");
        await LiveMessageAsync("ID", "?", at: 500);
        await _desk.QueryAsync("""UPDATE "Messages" SET "mediaType" = 'unsupported'""");

        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(Some.Content(new MessageContent { Kind = MessageKind.Unsupported })));
        Assert.Equal([UpsertOutcome.Updated], await WriteAsync(Some.Text("content")));
        Assert.Equal(["content", 0, At(500), "chat", false], await LiveAsync());
    }

    [Fact]
    public async Task UpsertAsync_GroupMessageOfALiveMember_IsTheLiveRow()
    {
        WhaticketConnection connection = _desk.Resolve(Some.Connection);
        await LiveTicketAsync(connection, Some.Group.User, "open");
        int member = await LiveContactAsync(connection, Some.Number(2).User);
        await LiveMessageAsync("ID", "live", at: 500);
        await _desk.QueryAsync("""UPDATE "Messages" SET "contactId" = $1""", member);

        MessageKey key = Some.Key(chat: Some.Group, sender: Some.Number(2));
        Assert.Equal([UpsertOutcome.Duplicate, UpsertOutcome.Inserted], await WriteAsync(Some.Text("a", key), Some.Text("b", key with { Sender = Some.Number(3) })));
        Assert.Equal(2L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Messages" """));
        Assert.Equal("5511900000003", await _desk.OneAsync<string>("""SELECT number FROM "Contacts" JOIN "Messages" ON "contactId" = "Contacts".id WHERE body = 'b'"""));
    }

    [Fact]
    public async Task UpsertAsync_ChatUnderALid_IsNeverFiledAsAPhoneNumber()
    {
        await WriteAsync(Some.Text(key: Some.Key(chat: Some.Lid(1))));

        Assert.Equal(
            ["PENDING_100000000000001", Some.Lid(1).Value], await RowAsync("""SELECT number, "remoteJid" FROM "Contacts" """));
    }

    [Fact]
    public async Task UpsertAsync_ContactWhoseLidTheHostKnows_IsUsed()
    {
        WhaticketConnection connection = _desk.Resolve(Some.Connection);
        await LiveTicketAsync(connection, Some.Contact.User, "open");
        await _desk.QueryAsync("""UPDATE "Contacts" SET "remoteJid" = $1""", Some.Lid(1).Value);
        await WriteAsync(Some.Text(key: Some.Key(chat: Some.Lid(1))));

        Assert.Equal(1L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Contacts" """));
        Assert.Equal(1L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Tickets" """));
    }

    [Fact]
    public async Task UpsertAsync_Names_FillPlaceholdersOnly()
    {
        int known = await LiveContactAsync(_desk.Resolve(Some.Connection), Some.Number(2).User);
        await _desk.QueryAsync("""UPDATE "Contacts" SET name = 'Somebody''s own name' WHERE id = $1""", known);
        await WriteAsync(Some.Text(key: Some.Key(chat: Some.Number(1))), Some.Text(key: Some.Key(chat: Some.Number(2))));
        await _desk.Store.UpsertAsync(
            Some.Connection,
            new MessageBatch
            {
                Names =
                [
                    new(Some.Number(1), NameKind.Push, "Push"), new(Some.Number(1), NameKind.Chat, "Chat"), new(Some.Number(2), NameKind.Chat, "Two"),
                    new(Some.Number(3), NameKind.Chat, "Nobody"),
                ],
            });

        Assert.Equal(["Chat", "Somebody's own name"], (await _desk.QueryAsync("""SELECT name FROM "Contacts" ORDER BY number""")).Select(row => row[0]));
    }

    [Fact]
    public async Task UpsertAsync_MessageTheUserDeleted_StaysAway()
    {
        await WriteAsync(Some.Text());
        await _desk.QueryAsync("""DELETE FROM "Tickets" """);

        Assert.True(Assert.Single(await _desk.Store.FindExistingAsync(Some.Connection, [Some.Text()])).IsDeleted);
        Assert.Equal([UpsertOutcome.Duplicate], await WriteAsync(Some.Text()));
        Assert.Equal(0L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Messages" """));
        Assert.Equal(0L, await _desk.OneAsync<long>("""SELECT count(*) FROM "Tickets" """));
    }

    [Fact]
    public async Task UpsertAsync_TwoConnectionsOfOneCompany_ShareContactsNotMessages()
    {
        var other = new ConnectionKey(Some.Connection.Tenant, "other");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            _desk.Store.UpsertAsync(i % 2 == 0 ? Some.Connection : other, new MessageBatch { Items = [Some.Text()] }).AsTask())));

        Assert.Equal(
            [1L, 2L, 2L],
            await RowAsync("""SELECT (SELECT count(*) FROM "Contacts"), (SELECT count(*) FROM "Tickets"), (SELECT count(*) FROM "Messages")"""));
    }

    [Fact]
    public async Task UpsertAsync_ConnectionOfAnotherCompany_IsRefused()
    {
        WhaticketConnection connection = _desk.Resolve(Some.Connection);
        var store = new WhaticketStore(_desk.Source, new WhaticketOptions());

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () =>
            await store.UpsertAsync(new ConnectionKey("99", $"{connection.WhatsappId}"), new MessageBatch { Items = [Some.Text()] }));
        Assert.Contains("Company 99", error.Message, StringComparison.Ordinal);
        await store.UpsertAsync(new ConnectionKey($"{connection.CompanyId}", $"{connection.WhatsappId}"), new MessageBatch { Items = [Some.Text()] });
    }

    [Fact]
    public async Task GetOldestAsync_LiveRowsOnly_AreAnchorsButNotes()
    {
        await LiveTicketAsync(_desk.Resolve(Some.Connection), Some.Contact.User, "open");
        await LiveMessageAsync("PVT1", "note", at: 100);
        await LiveMessageAsync("LIVE", "live", at: 200);

        Assert.Equal([new MessageAnchor(Some.Contact.Value, "LIVE", false, 200)], await _desk.Store.GetOldestAsync(Some.Connection, [Some.Contact], 5));
    }

    [Fact]
    public async Task UpsertAsync_ValueTheTablesCannotKeep_IsTheMessagesOwnFaultAndNotQuoted()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await WriteAsync(Some.Text("secret\0")));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal([UpsertOutcome.Inserted], await WriteAsync(Some.Text()));
    }

    [Fact]
    public async Task ImportAsync_HostAllowsAnIdOncePerCompany_SetsTheOtherAsideUntilItAllows()
    {
        await _desk.QueryAsync("""CREATE UNIQUE INDEX once ON "Messages"(wid, "companyId")""");
        await using ServiceProvider services = new ServiceCollection().AddHistoryImport().UsePostgreSql(_desk.Source, options => options.Schema = _desk.Schema)
            .UseMessageStore(_desk.Store).Services.BuildServiceProvider();
        var set = new HistorySet { Messages = [Some.Message("A"), Some.Message("A", Some.Number(2).Value), Some.Message("B")] };
        await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, set);
        IHistoryImporter importer = services.GetRequiredService<IHistoryImporter>();
        var request = new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero };

        ImportResult first = await importer.ImportAsync(request);
        Assert.Equal((ImportOutcome.CompletedWithProblems, 2L, 1L), (first.Outcome, first.Counts.Inserted, first.Counts.Failed));
        await _desk.QueryAsync("DROP INDEX once");

        ImportResult second = await importer.ImportAsync(request);
        Assert.Equal((ImportOutcome.Completed, 1L, 0L), (second.Outcome, second.Counts.Inserted, second.Counts.Failed));
        Assert.Equal(3, (await _desk.RowsAsync()).Count);
    }

    async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(params MessageUpsert[] items) =>
        (await _desk.Store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;

    async Task<int> LiveContactAsync(WhaticketConnection connection, string number) => await _desk.OneAsync<int>(
        """INSERT INTO "Contacts"(name, number, "companyId", "createdAt", "updatedAt") VALUES($1, $1, $2, now(), now()) ON CONFLICT(number, "companyId") DO UPDATE SET name = $1 RETURNING id""",
        number, connection.CompanyId);

    async Task LiveTicketAsync(WhaticketConnection connection, string number, string status) => await _desk.QueryAsync(
        """INSERT INTO "Tickets"(uuid, status, "contactId", "whatsappId", "companyId", "createdAt", "updatedAt") VALUES(gen_random_uuid(), $1, $2, $3, $4, now(), now())""",
        status, await LiveContactAsync(connection, number), connection.WhatsappId, connection.CompanyId);

    async Task LiveMessageAsync(string id, string body, long at, int ack = 0) => await _desk.QueryAsync(
        """
        INSERT INTO "Messages"(wid, body, ack, "mediaType", "remoteJid", "ticketId", "contactId", "companyId", "createdAt", "updatedAt")
        SELECT $1, $2, $3, 'conversation', number || '@s.whatsapp.net', ticket.id, "contactId", ticket."companyId", to_timestamp($4), now()
        FROM "Tickets" AS ticket JOIN "Contacts" AS contact ON contact.id = "contactId" WHERE status = 'open'
        """,
        id, body, ack, at);

    Task<object[]> LiveAsync() => RowAsync("""SELECT body, ack, "createdAt", "mediaType", "isDeleted" FROM "Messages" """);

    async Task<object[]> RowAsync(string sql) => Assert.Single(await _desk.QueryAsync(sql));

    static DateTime At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
}
