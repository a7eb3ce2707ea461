using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace HistoryImport.Tests.Pipeline;

public sealed class ImportTests
{
    [Fact]
    public async Task ImportAsync_OwnPushName_IsNoNameOfTheChat()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", fromMe: true) with { PushName = "Zed" }, Some.Text("B") with { PushName = "Ann" });

        ImportResult result = await host.ImportAsync();

        Assert.Equal([new HistoryName(Jid.Parse(Some.Chat), NameKind.Push, "Ann")], Assert.Single(result.Chats).Names);
    }

    [Fact]
    public async Task ImportAsync_MessagesInCache_WritesRowsAndEmptiesTheCache()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B", fromMe: true));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Completed, result.Outcome);
        Assert.Equal(2, result.Counts.Inserted);
        Assert.Equal(2, host.Rows().Count);
        Assert.Equal(0, await host.CachedAsync());
        ChatImport chat = Assert.Single(result.Chats);
        Assert.Equal((Some.Chat, 2), (chat.Chat.Value, chat.Inserted));
    }

    [Fact]
    public async Task ImportAsync_NothingInCache_FindsNothing()
    {
        await using var host = new ImportHost();

        Assert.Equal(ImportOutcome.NothingFound, (await host.ImportAsync()).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_NamesOrPairsAlone_CompletesOnceAndSaysSo(bool isName)
    {
        await using var host = new ImportHost();
        await host.Inbox.ReceiveAsync(Some.Connection, isName
            ? new HistorySet { Contacts = [new HistoryContact { Id = Some.Chat, PushName = "a name" }] }
            : new HistorySet { Claims = [JidClaim.TryCreate("100000000000001@lid", Some.Chat)!] });

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, "There were no messages. Names, and who is who, have been taken over."), (result.Outcome, result.Reason));
        Assert.Equal(ImportOutcome.NothingFound, (await host.ImportAsync()).Outcome);
    }

    [Theory]
    [InlineData(StoreFeatures.All)]
    [InlineData(StoreFeatures.Join | StoreFeatures.Amendments)]
    public async Task ImportAsync_SameMessagesAgain_ChangesNothing(StoreFeatures features)
    {
        await using var host = new ImportHost(new InMemoryMessageStore { Features = features });
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));

        ImportResult again = await host.ImportAsync();

        Assert.Equal((2, 0, 0), (again.Counts.Duplicates, again.Counts.Inserted, again.Counts.Updated));
        Assert.Equal(ImportOutcome.Completed, again.Outcome);
        Assert.Empty(again.Chats);
    }

    [Fact]
    public async Task ImportAsync_SameMessageTwiceInABatch_FoldsIt()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A") with { Status = MessageStatus.Server }, Some.Text("A") with { Status = MessageStatus.Read });

        ImportResult result = await host.ImportAsync();

        Assert.Equal((1, 1), (result.Counts.Inserted, result.Counts.Folded));
        Assert.Contains("|Read|", Assert.Single(host.Rows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_OneIdFromTwoContactsAndBothDirections_KeepsThemApart()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A", "1111111@s.whatsapp.net"), Some.Text("A", "2222222@s.whatsapp.net"), Some.Text("A", "2222222@s.whatsapp.net", fromMe: true),
            Some.Text("A", Some.Group, participant: "1111111@s.whatsapp.net"), Some.Text("A", Some.Group, participant: "2222222@s.whatsapp.net"));

        await host.ImportAsync();

        Assert.Equal(5, host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_InvalidMessages_NamesThemAndKeepsTheRest()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A"), Some.Text("") with { Position = 7 }, Some.Text(new string('x', 129)), Some.Text("a\nb"), Some.Text("C", chat: "nobody"),
            Some.Text("D", body: new string('x', 1024 * 1024 + 1)));
        var problems = new List<ImportProblem>();

        ImportResult result = await host.ImportAsync(Some.Request with { Problems = new SyncProgress(problems.Add) });

        Assert.Equal(ImportOutcome.CompletedWithProblems, result.Outcome);
        Assert.Equal((5, 1), (result.Counts.Invalid, result.Counts.Inserted));
        Assert.Equal(5, problems.Count);
        Assert.Contains(problems, problem => problem.Position == 7 && problem.Reason == "it has no id");
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_ProblemOfWhatIsKept_IsNamedAndCountsNoMessage()
    {
        IMessageCache cache = Substitute.For<IMessageCache>();
        cache.GetAliasesAsync(Some.Connection).ReturnsForAnyArgs(new AliasSet());
        cache.FindAliasesAsync(Some.Connection, []).ReturnsForAnyArgs(new AliasSet());
        cache.ReadAsync(Arg.Is<CacheQuery>(query => query.Waiting)).ReturnsForAnyArgs(AsyncEnumerable.Empty<CacheBatch>());
        cache.ReadAsync(Arg.Is<CacheQuery>(query => !query.Waiting), Arg.Any<CancellationToken>()).Returns(new[]
        {
            new CacheBatch
            {
                Messages = [new CachedMessage(1, Some.Text("A"))],
                Problems = [new CachedProblem(0, new DecodeProblem(0, "mended") { IsKept = true }), new CachedProblem(0, new DecodeProblem(1, "unreadable") { Unit = PositionUnit.Byte })],
                Source = "file",
            },
        }.ToAsyncEnumerable());
        await using var host = new ImportHost(register: services => services.AddSingleton(cache));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.CompletedWithProblems, result.Outcome);
        Assert.Equal("1 of 2 messages were set aside, 1 kept with a problem; see the problems.", result.Reason);
        Assert.Equal((2, 1, 1), (result.Counts.Read, result.Counts.Invalid, result.Counts.Inserted));
        Assert.Equal([("message 0", true), ("byte 1", false)], result.Problems.Select(problem => (problem.Place!, problem.IsKept)));
    }

    [Fact]
    public async Task ImportAsync_StoreRefusesOneMessage_FailsThatOneAndKeepsItInTheCache()
    {
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = batch =>
            {
                if (batch.Items.Any(item => item.Key.Id == "M13"))
                {
                    throw new InvalidDataException("no");
                }
            },
        };
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Enumerable.Range(0, 50).Select(i => Some.Text($"M{i}")));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.CompletedWithProblems, result.Outcome);
        Assert.Equal((49, 1), (result.Counts.Inserted, result.Counts.Failed));
        Assert.Equal("M13", Assert.Single(result.Problems).MessageId);
        Assert.Equal(1, await host.CachedAsync());

        store.BeforeUpsert = null;
        Assert.Equal(1, (await host.ImportAsync()).Counts.Inserted);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_StoreRefusesEverything_FailsTheRunInsteadOfTheMessages()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = _ => throw new InvalidOperationException("broken") };
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Enumerable.Range(0, 1000).Select(i => Some.Text($"M{i}")));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Equal(typeof(InvalidOperationException).FullName, result.ErrorType);
        Assert.Equal(1000, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_StoreThrowsWhatIsNotCaught_TheNextEqualRequestRunsAllTheSame()
    {
        bool isBroken = true;
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = _ =>
            {
                if (isBroken)
                {
                    throw new InsufficientMemoryException();
                }
            },
        };
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Some.Text("A"));
        await Assert.ThrowsAsync<InsufficientMemoryException>(() => host.ImportAsync());
        isBroken = false;

        Assert.Equal(1, (await host.ImportAsync()).Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_StoreThatCannotSayWhatItCan_FailsTheRun()
    {
        IMessageStore store = Substitute.For<IMessageStore>();
        store.Capabilities.Returns(_ => throw new TimeoutException());
        await using var host = new ImportHost(register: services => services.AddSingleton(store));
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Failed, typeof(TimeoutException).FullName), (result.Outcome, result.ErrorType));
        Assert.Empty(result.Limitations);
    }

    [Fact]
    public async Task ImportAsync_StoreThatCancelsByItself_FailsTheRun()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = _ => throw new OperationCanceledException() };
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Failed, 1), (result.Outcome, await host.CachedAsync()));
    }

    [Fact]
    public async Task ImportAsync_StoreThatTellsAnOutcomeThereIsNot_SetsTheMessageAsideAndKeepsIt()
    {
        IMessageStore store = Substitute.For<IMessageStore>();
        store.Capabilities.Returns(StoreCapabilities.UpsertsOnly);
        store.UpsertAsync(default!, default!).ReturnsForAnyArgs(call => new(new UpsertResult([.. call.Arg<MessageBatch>().Items.Select(_ => (UpsertOutcome)42)])));
        await using var host = new ImportHost(register: services => services.AddSingleton(store));
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.CompletedWithProblems, 1, 1), (result.Outcome, result.Problems.Count, await host.CachedAsync()));
    }

    [Fact]
    public async Task ImportAsync_ListenerToProblemsThatThrows_DoesNotEndTheRun()
    {
        IProgress<ImportProblem> listener = Substitute.For<IProgress<ImportProblem>>();
        listener.WhenForAnyArgs(one => one.Report(default!)).Throw(new InvalidOperationException());
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"), Some.Text(""));

        ImportResult result = await host.ImportAsync(Some.Request with { Problems = listener });

        Assert.Equal((ImportOutcome.CompletedWithProblems, 1L), (result.Outcome, result.Counts.Inserted));
        listener.ReceivedWithAnyArgs().Report(default!);
    }

    [Fact]
    public async Task ImportAsync_AccountThatTheConnectionHasNot_IsRefused()
    {
        await using var host = new ImportHost();
        Jid ours = Jid.Parse("5511977770001@s.whatsapp.net"), theirs = Jid.Parse("5511977770002@s.whatsapp.net");
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Text("A")], Account = [ours] });

        ImportResult refused = await host.ImportAsync(Some.Request with { Account = [theirs] });

        Assert.Equal((ImportOutcome.Failed, CacheRefusal.OtherAccount().Message), (refused.Outcome, refused.Reason));
        Assert.Equal([ours], await host.Cache.GetAccountAsync(Some.Connection));
        Assert.Equal(1, (await host.ImportAsync(Some.Request with { Account = [ours] })).Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_WithoutAConnection_SaysSo()
    {
        await using var host = new ImportHost();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => host.ImportAsync(Some.Request with { Connection = null! }));

        Assert.Contains("Connection is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_StoreThatTellsNothingOfItsItems_LosesNoCacheEntry()
    {
        await using var host = new ImportHost(register: services => services.AddSingleton<IMessageStore, SilentStore>());
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((0L, 2L), (result.Counts.Duplicates, result.Counts.Failed));
        Assert.Equal(2, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_StoreRefusesEverythingButNames_FailsTheRunInsteadOfTheMessages()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = batch => _ = batch.Items.Count == 0 ? true : throw new InvalidOperationException("broken") };
        await using var host = new ImportHost(store);
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Messages = [.. Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}"))],
            Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana" }],
        });

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Equal(100, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_StoreTookSomeThenNamesAndRefusesTheRest_SetsThoseAside()
    {
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = batch => _ = batch.Items.Any(item => item.Key.Id.StartsWith("BAD", StringComparison.Ordinal)) ? throw new InvalidDataException("bad") : true,
        };
        await using var host = new ImportHost(store, options => (options.BatchSize, options.Writers) = (30, 1));
        await host.ReceiveAsync(Enumerable.Range(0, 30).Select(i => Some.Text($"GOOD{i}")));
        await host.Inbox.ReceiveAsync(Some.Connection, Some.Set(Enumerable.Range(0, 25).Select(i => Some.Text($"BAD{i}"))) with
        {
            Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana" }],
        });

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.CompletedWithProblems, 30L, 25L), (result.Outcome, result.Counts.Inserted, result.Counts.Failed));
    }

    [Fact]
    public async Task ImportAsync_StoreRefusesNames_KeepsThemInTheCacheAndWritesTheMessages()
    {
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = batch =>
            {
                if (batch.Names.Count > 0)
                {
                    throw new InvalidDataException("no names");
                }
            },
        };
        await using var host = new ImportHost(store);
        await host.Inbox.ReceiveAsync(
            Some.Connection, Some.Set(Some.Text("A"), Some.Text("")) with { Contacts = [new HistoryContact { Id = Some.Chat, Name = "Ana" }] });

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.CompletedWithProblems, 1, 1), (result.Outcome, result.Counts.Inserted, result.Counts.Invalid));
        CacheBatch left = Assert.Single(await host.Cache.ReadAsync(new CacheQuery { Connection = Some.Connection }).ToListAsync());
        Assert.Equal((0, 1), (left.Messages.Count, left.Names.Count));
    }

    [Fact]
    public async Task ImportAsync_StorageFails_FailsWithItsReasonAndKeepsTheCache()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = _ => throw new HistoryStorageException("The disk is full.") };
        await using var host = new ImportHost(store);
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Failed, "The disk is full."), (result.Outcome, result.Reason));
        Assert.Equal(1, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_Cancelled_ThrowsAndReportsCancelledAndKeepsWhatWasCommitted()
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryMessageStore();
        store.BeforeUpsert = _ =>
        {
            if (store.Batches == 3)
            {
                cancel.Cancel();
                cancel.Token.ThrowIfCancellationRequested();
            }
        };
        var sink = new RecordingProgressSink();
        await using var host = new ImportHost(store, options => options.BatchSize = 10, sinks: sink);
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}")));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.ImportAsync(cancellationToken: cancel.Token));

        ImportResult terminal = Assert.Single(sink.Reports, report => report.Result is not null).Result!;
        Assert.Equal((ImportOutcome.Cancelled, 30), (terminal.Outcome, terminal.Counts.Inserted));
        Assert.Contains("by whoever started it", terminal.Reason, StringComparison.Ordinal);
        Assert.Equal(30, host.Rows().Count);
        Assert.Equal(70, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_RequestContradictsItself_Throws()
    {
        await using var host = new ImportHost();
        var request = Some.Request;
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(Some.Time);

        await Assert.ThrowsAsync<ArgumentException>(() => host.ImportAsync(request with { Since = now, Until = now.AddDays(-1) }));
        await Assert.ThrowsAsync<ArgumentException>(() => host.ImportAsync(request with { Chats = [Jid.Parse("status@broadcast")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => host.ImportAsync(request with { Account = [Jid.Parse(Some.Group)] }));
    }

    sealed class SyncProgress(Action<ImportProblem> report) : IProgress<ImportProblem>
    {
        public void Report(ImportProblem value) => report(value);
    }

    // Made by the container.
#pragma warning disable CA1812
    sealed class SilentStore : IMessageStore
#pragma warning restore CA1812
    {
        public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
            new(new UpsertResult(new UpsertOutcome[batch.Items.Count]));
    }
}
