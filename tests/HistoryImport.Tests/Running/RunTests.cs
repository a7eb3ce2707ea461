using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Running;

/// <summary>What must hold of a run beyond the rows it writes.</summary>
public sealed class RunTests
{
    [Fact]
    [Trait("Hazard", "H-01")]
    [Trait("Hazard", "H-02")]
    public async Task ImportAsync_SetsArriveDuringARun_AreImportedByItOrByTheNext()
    {
        ImportHost host = null!;
        int late = 0;
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = _ => host.ReceiveAsync(Some.Text($"LATE{late++}")).AsTask().Wait(TimeSpan.FromSeconds(10)),
        };
        await using (host = new ImportHost(store, options => options.BatchSize = 5))
        {
            await host.ReceiveAsync(Enumerable.Range(0, 50).Select(i => Some.Text($"M{i}")));
            await host.ImportAsync();
            Assert.InRange(late, 10, 100);
            Assert.Equal(50 + late, host.Rows().Count + await host.CachedAsync());

            store.BeforeUpsert = null;
            await host.ImportAsync();

            Assert.Equal(50 + late, host.Rows().Count);
            Assert.Equal(0, await host.CachedAsync());
        }
    }

    [Fact]
    [Trait("Hazard", "H-15")]
    public async Task ImportAsync_ConnectionAndOneOfItsChatsAtOnce_WriteEveryMessageOnce()
    {
        using var both = new Barrier(2);
        int first = 0;
        var store = new InMemoryMessageStore
        {
            // Both runs have read and prepared before either writes.
            BeforeUpsert = _ => Assert.True(Interlocked.Increment(ref first) > 2 || both.SignalAndWait(TimeSpan.FromSeconds(30))),
        };
        await using var host = new ImportHost(store, options => options.BatchSize = 10);
        await host.ReceiveAsync(Enumerable.Range(0, 100).Select(i => Some.Text($"M{i}")));

        ImportResult[] results = await Task.WhenAll(
            Task.Run(() => host.ImportAsync()), Task.Run(() => host.ImportAsync(Some.Request with { Chats = [Jid.Parse(Some.Chat)] })));

        Assert.All(results, result => Assert.Equal(ImportOutcome.Completed, result.Outcome));
        Assert.Equal(100, results.Sum(result => result.Counts.Inserted));
        Assert.Equal(100, host.Rows().Count);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Theory]
    [InlineData("everything is fine", ImportOutcome.Completed)]
    [InlineData("nothing is there", ImportOutcome.NothingFound)]
    [InlineData("the last is refused", ImportOutcome.CompletedWithProblems)]
    [InlineData("the last is invalid", ImportOutcome.CompletedWithProblems)]
    [InlineData("the store fails", ImportOutcome.Failed)]
    [InlineData("cancelled", ImportOutcome.Cancelled)]
    [Trait("Hazard", "H-13")]
    [Trait("Hazard", "H-44")]
    public async Task ImportAsync_HoweverItEnds_ReportsOneOutcomeOnce(string end, ImportOutcome outcome)
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryMessageStore { BeforeUpsert = batch => Meet(end, batch, cancel) };
        var sink = new RecordingProgressSink();
        await using var host = new ImportHost(store, options => options.BatchSize = 3, sinks: sink);
        if (end != "nothing is there")
        {
            await host.ReceiveAsync([.. Enumerable.Range(0, 10).Select(i => Some.Text($"M{i}")), Some.Text(end == "the last is invalid" ? "" : "LAST")]);
        }

        Task<ImportResult> run = host.ImportAsync(cancellationToken: cancel.Token);
        if (outcome == ImportOutcome.Cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }
        else
        {
            Assert.Equal(outcome, (await run).Outcome);
        }

        ImportProgress terminal = Assert.Single(sink.Reports, report => report.Result is not null);
        Assert.Same(terminal, sink.Reports[^1]);
        Assert.Equal((ImportPhase.Ended, outcome), (terminal.Phase, terminal.Result!.Outcome));
        Assert.NotEqual("", terminal.Result.Reason);
    }

    [Fact]
    [Trait("Hazard", "H-25")]
    [Trait("Hazard", "H-34")]
    public async Task ImportAsync_ManyMessages_AsksWritesAndReportsOncePerBatch()
    {
        var sink = new RecordingProgressSink();
        await using var host = new ImportHost(configure: options => options.BatchSize = 100, sinks: sink);
        await host.ReceiveAsync(Enumerable.Range(0, 1000).Select(i => Some.Text($"M{i}")));

        await host.ImportAsync();

        Assert.Equal((10, 10), (host.Store.Questions, host.Store.Batches));
        Assert.InRange(sink.Reports.Count, 1, 12);
    }

    [Fact]
    [Trait("Hazard", "H-28")]
    [Trait("Hazard", "H-33")]
    public async Task ImportAsync_MessagesInAnyOrder_TellsTheOldestAndNewestTimeOfAChat()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", time: 200), Some.Text("B", time: null), Some.Text("C", time: 300), Some.Text("D", time: 100), Some.Text("E", time: 250));

        ImportResult result = await host.ImportAsync();

        ChatImport chat = Assert.Single(result.Chats);
        Assert.Equal((100, 300), (chat.First!.Value.ToUnixTimeSeconds(), chat.Last!.Value.ToUnixTimeSeconds()));
    }

    [Fact]
    [Trait("Hazard", "H-29")]
    public async Task ImportAsync_GroupMessageOfOursOrOfNobody_HasNoSender()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("OURS", Some.Group, fromMe: true, participant: "9999999@s.whatsapp.net"), Some.Text("NOBODYS", Some.Group),
            Some.Text("ITSELF", Some.Chat, participant: "1111111@s.whatsapp.net"));

        await host.ImportAsync();

        Assert.Equal(3, host.Rows().Count);
        Assert.All(host.Rows(), row => Assert.Equal("", row.Split('|')[3]));
    }

    [Fact]
    [Trait("Hazard", "H-36")]
    public async Task ImportAsync_NamesOfASet_ReachTheStoreUnderTheCanonicalJid()
    {
        var names = new List<HistoryName>();
        await using var host = new ImportHost(new InMemoryMessageStore { BeforeUpsert = batch => names.AddRange(batch.Names) });
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Claims = [new JidClaim(Jid.Parse(Some.Chat), Jid.Parse(Some.ChatLid))],
            Chats = [new HistoryChat { Id = Some.Group, Name = "Choir" }],
            Contacts = [new HistoryContact { Id = Some.ChatLid, Name = "Ana from work", PushName = "ana" }, new HistoryContact { Id = "1111111@c.us" }],
        });

        await host.ImportAsync();

        // What a person calls himself never stands in for what the address book calls him; nobody is named after his digits.
        Assert.Equal(
            new HashSet<HistoryName>
            {
                new(Jid.Parse(Some.Group), NameKind.Chat, "Choir"), new(Jid.Parse(Some.Chat), NameKind.Contact, "Ana from work"),
                new(Jid.Parse(Some.Chat), NameKind.Push, "ana"),
            },
            names.ToHashSet());
    }

    static void Meet(string end, MessageBatch batch, CancellationTokenSource cancel)
    {
        if (batch.Items.All(item => item.Key.Id != "LAST"))
        {
            return;
        }

        switch (end)
        {
            case "the last is refused":
                throw new InvalidDataException();
            case "the store fails":
                throw new HistoryStorageException("The disk is full.");
            case "cancelled":
                cancel.Cancel();
                cancel.Token.ThrowIfCancellationRequested();
                break;
        }
    }
}
