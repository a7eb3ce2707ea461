using System.Text;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Tests.Erasing;

public sealed class HistoryEraserTests : IAsyncDisposable
{
    const string Lid = "123456789012345@lid";
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    static readonly Jid _person = Jid.Parse(Some.Chat);

    readonly ImportHost _host = Host();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    static ImportHost Host(InMemoryMessageStore? store = null, byte[]? secret = null, Action<IServiceCollection>? register = null) => new(
        store,
        register: services =>
        {
            services.AddHistoryImport().UseErasureKey(new ErasureKey(secret ?? _secret));
            register?.Invoke(services);
        });

    static HistoryMessage InGroup(string id, string? sender, string raw = "", bool fromMe = false)
    {
        HistoryMessage message = Some.Text(id, Some.Group, participant: sender, fromMe: fromMe);
        return message with { Content = message.Content! with { Raw = Encoding.UTF8.GetBytes(raw) } };
    }

    static HistorySet Claiming(params HistoryMessage[] messages) => Some.Set(messages) with { Claims = [new JidClaim(Jid.Parse(Lid), _person)] };

    string[] Ids() => [.. _host.Store.Rows(Some.Connection).Select(row => row.Key.Id).Order(StringComparer.Ordinal)];

    async Task ReceiveAndImportAsync(params HistoryMessage[] messages)
    {
        await _host.ReceiveAsync(messages);
        await _host.ImportAsync();
    }

    [Fact]
    public async Task ErasePersonAsync_EverythingOfThem_IsGoneAndStaysGone()
    {
        HistoryMessage[] all =
        [
            Some.Text("DIRECT"), Some.Text("OWN", fromMe: true), Some.Text("OTHER", Other), InGroup("SENT", Some.Chat), InGroup("HIDDEN", Lid),
            InGroup("NAMES", Other, "\"5511987654321@s.whatsapp.net\""), InGroup("FREE", Other, "nobody"),
            Some.Amendment(AmendmentKind.Reaction, "FREE", "👍", "R", Some.Group, participant: Some.Chat, targetParticipant: Other, targetFromMe: false),
        ];
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(all) with { Contacts = [new HistoryContact { Id = Lid, PushName = "Maria" }] });
        await _host.ImportAsync();

        ErasureResult result = await _host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(Lid));

        Assert.Equal((4, 1, 1, 1), (result.Messages, result.Reactions, result.Names, result.RawPayloads));
        Assert.Empty(result.Limitations);
        Assert.Equal(["FREE", "NAMES", "OTHER"], Ids());
        Assert.Empty((await _host.Cache.GetAliasesAsync(Some.Connection)).Claims);
        Assert.Equal(0, await _host.CachedAsync());

        foreach (HistoryMessage late in all.Reverse())
        {
            await _host.ReceiveAsync(late);
        }

        await _host.ImportAsync();
        Assert.Equal(["FREE", "NAMES", "OTHER"], Ids());
        Assert.Empty(_host.Store.Names(Some.Connection));
        Assert.All(_host.Store.Rows(Some.Connection), row => Assert.Empty(row.Reactions));
        Assert.Equal(0, _host.Store.Rows(Some.Connection).Single(row => row.Key.Id == "NAMES").Content!.Raw.Length);
        ErasureResult again = await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        Assert.Equal((0, 0, 0, 0, 0), (again.Messages, again.Reactions, again.Names, again.RawPayloads, again.CacheEntries));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ErasePersonAsync_TheyTookBackSomebodyElsesMessage_ItStaysTakenBackInAnyOrder(bool isErasedFirst)
    {
        HistoryMessage[] history =
        [
            InGroup("A", Other),
            Some.Amendment(AmendmentKind.Revoke, "A", chat: Some.Group, participant: Some.Chat, targetParticipant: Other, targetFromMe: false) with { PushName = "Ana" },
        ];
        if (!isErasedFirst)
        {
            await ReceiveAndImportAsync(history);
        }

        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await ReceiveAndImportAsync(history);

        Assert.True(Assert.Single(_host.Store.Rows(Some.Connection)).IsRevoked);
        Assert.Equal(0, await _host.CachedAsync());
    }

    [Fact]
    public async Task ErasePersonAsync_OnlyReceivedSoFar_LeavesTheCacheWithout()
    {
        await _host.ReceiveAsync(
            Some.Text("DIRECT"), InGroup("NAMES", Other, "5511987654321"), InGroup("SENT", Some.Chat), InGroup("FREE", Other, "nobody"));

        ErasureResult result = await _host.Eraser.ErasePersonAsync(Some.Connection, _person);

        Assert.Equal((0, 3), (result.Messages, result.CacheEntries));
        Assert.Equal(2, await _host.CachedAsync());
        await _host.ImportAsync();
        Assert.Equal(["FREE", "NAMES"], Ids());
        Assert.Equal(0, _host.Store.Rows(Some.Connection).Single(row => row.Key.Id == "NAMES").Content!.Raw.Length);
    }

    [Fact]
    public async Task ErasePersonAsync_WaitingAmendments_GoToo()
    {
        await ReceiveAndImportAsync(
            Some.Amendment(AmendmentKind.Revoke, "GONE", id: "A"),
            Some.Amendment(AmendmentKind.Reaction, "LATER", "👍", "B", Some.Group, participant: Some.Chat, targetParticipant: Other, targetFromMe: false),
            Some.Amendment(AmendmentKind.Reaction, "LATER", "👍", "C", Some.Group, participant: Other, targetParticipant: Other));
        Assert.Equal(3, await _host.CachedAsync());

        Assert.Equal(2, (await _host.Eraser.ErasePersonAsync(Some.Connection, _person)).CacheEntries);

        await ReceiveAndImportAsync(InGroup("LATER", Other));
        Assert.Equal(Other, Assert.Single(Assert.Single(_host.Store.Rows(Some.Connection)).Reactions).Sender.Value);
    }

    [Fact]
    public async Task ReceiveAsync_ClaimJoinsAnAddressToAnErasedOne_ErasesWhatStandsUnderItAndKeepsNoClaim()
    {
        await ReceiveAndImportAsync(Some.Text("HIDDEN", Lid), InGroup("SENT", Lid), InGroup("OTHER", Other));
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        Assert.Equal(["HIDDEN", "OTHER", "SENT"], Ids());

        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(Some.Text("LATE", Lid)));

        Assert.Equal(["OTHER"], Ids());
        Assert.Empty((await _host.Cache.GetAliasesAsync(Some.Connection)).Claims);
        await ReceiveAndImportAsync(Some.Text("LATER", Lid), Some.Text("LATEST"));
        Assert.Equal(["OTHER"], Ids());

        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, _person));
        await ReceiveAndImportAsync(Some.Text("BACK", Lid));
        Assert.Equal(["BACK", "OTHER"], Ids());
    }

    [Fact]
    public async Task ReceiveAsync_ClaimJoinsTwoThatWereErasedApart_TheyAreLiftedTogether()
    {
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await _host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(Lid));
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming());

        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, Jid.Parse(Lid)));
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(Some.Text("BACK", Lid)));
        await _host.ImportAsync();

        Assert.Equal(["BACK"], Ids());
        Assert.Equal(Some.Chat, Assert.Single(_host.Store.Rows(Some.Connection)).Key.Chat.Value);
    }

    [Fact]
    public async Task LiftAsync_Erased_BringsBackWhatIsDeliveredAfterwardsAndNothingFromBetween()
    {
        await ReceiveAndImportAsync(Some.Text("BEFORE"));
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await _host.ReceiveAsync(Some.Text("BETWEEN"));

        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, _person));
        Assert.False(await _host.Eraser.LiftAsync(Some.Connection, _person));

        await ReceiveAndImportAsync(Some.Text("AFTER"));
        Assert.Equal(["AFTER"], Ids());
    }

    [Fact]
    public async Task EraseChatAsync_DirectChat_LeavesWhatThePersonSentToGroups()
    {
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(Some.Text("DIRECT"), Some.Text("HIDDEN", Lid), InGroup("SENT", Lid)));
        await _host.ImportAsync();

        Assert.Equal(2, (await _host.Eraser.EraseChatAsync(Some.Connection, _person)).Messages);

        await ReceiveAndImportAsync(Some.Text("LATE", Lid), InGroup("SENT LATE", Some.Chat));
        Assert.Equal(["SENT", "SENT LATE"], Ids());
        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, Jid.Parse(Lid)));
        await ReceiveAndImportAsync(Some.Text("BACK"));
        Assert.Equal(["BACK", "SENT", "SENT LATE"], Ids());
    }

    [Fact]
    public async Task EraseChatAsync_Group_LeavesItsMembersElsewhere()
    {
        await ReceiveAndImportAsync(InGroup("SENT", Some.Chat), Some.Text("DIRECT"));

        await _host.Eraser.EraseChatAsync(Some.Connection, Jid.Parse(Some.Group));

        await ReceiveAndImportAsync(InGroup("LATE", Some.Chat));
        Assert.Equal(["DIRECT"], Ids());
    }

    [Fact]
    public async Task EraseConnectionAsync_AllOfIt_StaysAwayUntilItIsLifted()
    {
        await ReceiveAndImportAsync(Some.Text("A"), InGroup("B", Other));
        await _host.ReceiveAsync(Some.Text("CACHED"));

        Assert.Equal(2, (await _host.Eraser.EraseConnectionAsync(Some.Connection)).Messages);

        await _host.Inbox.ReceiveAsync(
            Some.Connection, Claiming(Some.Text("LATE")) with { Account = [Jid.Parse(Other)], Problems = [new DecodeProblem(1, "not readable")] });
        await foreach (CacheBatch batch in _host.Cache.ReadAsync(new CacheQuery { Connection = Some.Connection }))
        {
            Assert.Empty(batch.Problems);
        }

        await _host.ImportAsync();
        Assert.Empty(Ids());
        Assert.True((await _host.Cache.GetAliasesAsync(Some.Connection)).IsEmpty);
        Assert.Equal(0, await _host.CachedAsync());
        Assert.True(await _host.Eraser.LiftConnectionAsync(Some.Connection));
        await ReceiveAndImportAsync(Some.Text("BACK"));
        Assert.Equal(["BACK"], Ids());
    }

    [Fact]
    public async Task EraseTenantAsync_EveryConnectionOfIt_AndNoOther()
    {
        ConnectionKey[] connections = [new("acme", "a"), new("acme", "b"), new("other", "a")];
        foreach (ConnectionKey connection in connections)
        {
            await _host.Inbox.ReceiveAsync(connection, Some.Set(Some.Text("A")));
            await _host.Importer.ImportAsync(Some.Request with { Connection = connection });
        }

        Assert.Equal(2, (await _host.Eraser.EraseTenantAsync("acme")).Messages);
        Assert.Equal([0, 0, 1], connections.Select(connection => _host.Store.Rows(connection).Count));
    }

    [Fact]
    public async Task ImportAsync_ErasedByAnotherInstanceMeanwhile_WritesNothingOfIt()
    {
        await using ImportHost other = Host(_host.Store);
        await ReceiveAndImportAsync(Some.Text("BEFORE"));
        await _host.ReceiveAsync(Some.Text("CACHED"), Some.Text("OTHER", Other));
        bool erased = false;
        _host.Store.BeforeUpsert = _ =>
        {
            if (!erased)
            {
                erased = true;
                other.Eraser.ErasePersonAsync(Some.Connection, _person).AsTask().GetAwaiter().GetResult();
            }
        };

        ImportResult result = await _host.Importer.ImportAsync(Some.Request);

        Assert.Equal(ImportOutcome.Completed, result.Outcome);
        Assert.Equal(["OTHER"], Ids());
        Assert.Equal(0, await _host.CachedAsync());
    }

    [Fact]
    public async Task ReceiveAsync_ErasedByAnotherInstance_IsTakenOutOfTheCache()
    {
        await using ImportHost other = Host(_host.Store);
        await _host.ReceiveAsync(Some.Text("OTHER", Other));
        await other.Eraser.ErasePersonAsync(Some.Connection, _person);

        await _host.ReceiveAsync(Some.Text("LATE"), Some.Text("LATE", Other));

        Assert.Equal(2, await _host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_NoKeyOrAnother_FailsInsteadOfBringingBack()
    {
        await ReceiveAndImportAsync(Some.Text("BEFORE"));
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await using var without = new ImportHost(_host.Store);
        await without.ReceiveAsync(Some.Text("LATE"));
        await using ImportHost wrong = Host(_host.Store, new byte[32]);

        ImportResult result = await without.Importer.ImportAsync(Some.Request);

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("UseErasureKey", result.Reason, StringComparison.Ordinal);
        string refused = (await Assert.ThrowsAsync<HistoryStorageException>(async () => await wrong.ReceiveAsync(Some.Text("LATE")))).Message;
        Assert.Contains("another key", refused, StringComparison.Ordinal);
        Assert.All([result.Reason, refused], reason => Assert.Contains("or by --key to the tool", reason, StringComparison.Ordinal));
        Assert.Empty(Ids());
    }

    [Fact]
    public async Task ErasePersonAsync_NoKey_SaysHowToNameOne()
    {
        await using var without = new ImportHost();

        Assert.Contains(
            "UseErasureKey",
            (await Assert.ThrowsAsync<InvalidOperationException>(async () => await without.Eraser.ErasePersonAsync(Some.Connection, _person))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await without.Eraser.EraseConnectionAsync(Some.Connection));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await without.Eraser.LiftAsync(Some.Connection, _person));
    }

    [Fact]
    public async Task ErasePersonAsync_OwnAccountOrNobody_IsRefused()
    {
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming() with { Account = [_person] });

        await Assert.ThrowsAsync<ArgumentException>(async () => await _host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(Lid)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(Some.Group)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _host.Eraser.EraseChatAsync(Some.Connection, default));
    }

    [Fact]
    public async Task ReceiveAsync_ClaimSaysOurOwnAccountIsAnErasedPerson_ErasesNothingMore()
    {
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await ReceiveAndImportAsync(InGroup("OWN", Lid, fromMe: true));

        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(Some.Text("KEPT", Other)) with { Account = [Jid.Parse(Lid)] });
        await _host.ImportAsync();

        Assert.Equal(["KEPT", "OWN"], Ids());
    }

    [Fact]
    public async Task ErasePersonAsync_StoreThatCannot_ErasesAroundItAndSaysSo()
    {
        await using ImportHost host = Host(new InMemoryMessageStore { Features = StoreFeatures.All & ~StoreFeatures.Erasure });
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B", Other));

        ErasureResult result = await host.Eraser.ErasePersonAsync(Some.Connection, _person);

        Assert.Equal((1, 1), (result.CacheEntries, await host.CachedAsync()));

        Assert.Contains(result.Limitations, limitation => limitation.StartsWith("The store cannot erase", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ErasePersonAsync_RememberedOfRuns_IsForgotten()
    {
        await _host.Inbox.ReceiveAsync(Some.Connection, Claiming(Some.Text("A")) with { SyncType = HistorySyncType.Recent, Chats = [new HistoryChat { Id = Some.Chat, EndOfHistory = EndOfHistory.NoAccess }] });
        await _host.ImportAsync(Some.Request with { Chats = [_person] });
        Assert.Contains(await _host.States.ListKeysAsync(Some.Connection, ""), key => key.Contains(_person.User, StringComparison.Ordinal));

        Assert.True((await _host.Eraser.ErasePersonAsync(Some.Connection, _person)).States > 0);

        foreach (string key in await _host.States.ListKeysAsync(Some.Connection, ""))
        {
            Assert.DoesNotContain(_person.User, key, StringComparison.Ordinal);
            Assert.DoesNotContain(_person.User, Encoding.UTF8.GetString((await _host.States.GetAsync(Some.Connection, key))!.Value.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RemoveOlderAsync_AndRowRetention_KeepNoOldRow()
    {
        var time = new ManualTimeProvider();
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var host = new ImportHost(_host.Store, options => options.RowRetention = TimeSpan.FromDays(30), services => services.AddSingleton<TimeProvider>(time));
        HistoryMessage[] messages = [Some.Text("OLD", time: now - (31 * 86_400)), Some.Text("AGEING", time: now - (29 * 86_400)), Some.Text("NEW", time: now), Some.Text("TIMELESS", time: null)];
        await host.ReceiveAsync(messages);
        ImportResult result = await host.ImportAsync();
        Assert.Equal(1, result.FilteredBy["too-old"]);
        Assert.Equal(0, await host.CachedAsync());
        Assert.Equal(["AGEING", "NEW", "TIMELESS"], Ids());

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await host.Eraser.RemoveOlderAsync(Some.Connection, time.GetUtcNow() - TimeSpan.FromDays(30))).Messages);
        await host.ReceiveAsync(messages);
        await host.ImportAsync();

        Assert.Equal(["NEW", "TIMELESS"], Ids());
    }

    [Fact]
    public async Task KeepRaw_Off_NeitherCacheNorRowHoldsThePayload()
    {
        await using var host = new ImportHost(_host.Store, options => options.KeepRaw = false);
        await host.ReceiveAsync(InGroup("A", Other, "payload"));
        await foreach (CacheBatch batch in host.Cache.ReadAsync(new CacheQuery { Connection = Some.Connection }))
        {
            Assert.All(batch.Messages, cached => Assert.True(cached.Message.Content!.Raw.IsEmpty));
        }

        // What was cached before, or is read from files.
        await host.Cache.AppendAsync(Some.Connection, Some.Set(InGroup("B", Other, "payload")));
        await host.ImportAsync();

        Assert.Equal(["A", "B"], Ids());
        Assert.All(_host.Store.Rows(Some.Connection), row => Assert.True(row.Content!.Raw.IsEmpty));
    }

    [Fact]
    public async Task KeepMediaKeys_Off_NeitherCacheNorRowHoldsAKey()
    {
        await using var host = new ImportHost(_host.Store, options => (options.KeepRaw, options.KeepMediaKeys) = (false, false));
        await host.ReceiveAsync(Image("A"));
        await foreach (CacheBatch batch in host.Cache.ReadAsync(new CacheQuery { Connection = Some.Connection }))
        {
            Assert.All(batch.Messages, cached => Assert.Null(cached.Message.Content!.Media!.Key));
        }

        // What was cached before, or is read from files.
        await host.Cache.AppendAsync(Some.Connection, Some.Set(Image("B")));
        await host.ImportAsync();

        Assert.Equal(["A", "B"], Ids());
        Assert.All(_host.Store.Rows(Some.Connection), row => Assert.True(row.Content!.Raw.IsEmpty && row.Content.Media is { Key: null, MimeType: "image/jpeg" }));
    }

    [Fact]
    public void KeepMediaKeys_OffWhilePayloadsAreKept_IsRefused()
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport(options => options.KeepMediaKeys = false).Services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IHistoryInbox>);
        Assert.Contains("Set KeepRaw to false", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveMediaKeysAsync_OldRows_LoseTheirKeysAndNothingElse()
    {
        await _host.ReceiveAsync(Image("OLD") with { Timestamp = 99 }, Image("NEW") with { Timestamp = 100 });
        await _host.ImportAsync();

        ErasureResult result = await _host.Eraser.RemoveMediaKeysAsync(Some.Connection, DateTimeOffset.FromUnixTimeSeconds(100));

        Assert.Equal((0, 1), (result.Messages, result.MediaKeys));
        Assert.Equal(["NEW"], _host.Store.Rows(Some.Connection).Where(row => row.Content!.Media!.Key is not null).Select(row => row.Key.Id));
    }

    static HistoryMessage Image(string id) => Some.Text(id) with
    {
        Content = new MessageContent
        {
            Kind = MessageKind.Image, Media = new MediaDescriptor { MimeType = "image/jpeg", Key = new byte[32] }, Raw = "payload"u8.ToArray(),
        },
    };
}
