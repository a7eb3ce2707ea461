using System.Collections.Concurrent;

namespace HistoryImport.AspNetCore.Tests.Queue;

public sealed class ImportQueueTests : IAsyncDisposable
{
    static readonly Jid _ann = Jid.Parse("5511900000002@s.whatsapp.net");
    static readonly Jid _bob = Jid.Parse("5511900000003@s.whatsapp.net");

    readonly ScriptedImporter _importer = new();
    TestHost? _host;

    IImportQueue Queue => _host!.Provider.GetRequiredService<IImportQueue>();

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Enqueue_Several_RunOneOfAConnectionAtATimeInTheirOrder()
    {
        var gates = new ConcurrentDictionary<string, TaskCompletionSource>();
        _importer.Run = async (request, _) =>
        {
            await gates.GetOrAdd(Name(request), _ => new TaskCompletionSource()).Task;
            return new ImportResult { Outcome = ImportOutcome.Completed };
        };
        await StartAsync();
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann)));
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Acme, _bob)));
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Other)));

        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 2));
        Assert.Equal(["acme " + _ann, "other "], _importer.Begun.Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Queue.ListAsync(TestHost.Acme)).Count);
        gates["acme " + _ann].SetResult();
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 3));
        Assert.Equal(_bob, Assert.Single(Assert.Single(await Queue.ListAsync(TestHost.Acme)).Chats));
        gates["acme " + _bob].SetResult();
        gates["other "].SetResult();
        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count + (await Queue.ListAsync(TestHost.Other)).Count == 0);
        await PeopleHost.UntilAsync(async () => (await NamesAsync()).Count == 0);
    }

    [Fact]
    public async Task Stop_WhileOneRuns_ItIsBegunAgainAfterTheRestart()
    {
        bool isFirst = true;
        _importer.Run = async (_, cancellationToken) =>
        {
            if (isFirst)
            {
                isFirst = false;
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return new ImportResult { Outcome = ImportOutcome.Completed };
        };
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann) with { Since = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), FillGaps = true });
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 1));
        await _host!.RestartAsync();

        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count == 0);
        Assert.Equal(["acme " + _ann, "acme " + _ann, "acme "], _importer.Begun.Select(Name));
        ImportRequest again = _importer.Begun.ElementAt(1);
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), true, true), (again.Since, again.FillGaps, again.Fetch));
    }

    [Fact]
    public async Task Enqueue_MoreThanMayWait_IsRefused()
    {
        var hold = new TaskCompletionSource<ImportResult>();
        _importer.Run = (_, cancellationToken) => hold.Task.WaitAsync(cancellationToken);
        await StartAsync(options => options.Imports.MaxQueued = 2);
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Acme)));
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann)));
        Assert.False(await Queue.TryEnqueueAsync(For(TestHost.Acme, _bob)));

        // What waits already for the same chats is replaced: nobody waits twice.
        Assert.True(await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann) with { Reopen = true }));
        Assert.True((await Queue.ListAsync(TestHost.Acme))[1].Reopen);
    }

    [Fact]
    public async Task Enqueue_RequestThatContradictsItself_IsRefusedAtOnce()
    {
        await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Queue.TryEnqueueAsync(For(TestHost.Acme) with { EnoughMessages = 0 }).AsTask());
        Assert.Empty(await Queue.ListAsync(TestHost.Acme));
    }

    [Fact]
    public async Task Run_FailsInPassing_IsTriedAgain()
    {
        int runs = 0;
        _importer.Run = (_, _) => Task.FromResult(
            ++runs < 3 ? new ImportResult { Outcome = ImportOutcome.Failed, IsTransient = true } : new ImportResult { Outcome = ImportOutcome.Completed });
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await PeopleHost.UntilAsync(async () =>
        {
            _host!.Time.Advance(TimeSpan.FromSeconds(10));
            return (await Queue.ListAsync(TestHost.Acme)).Count == 0;
        });

        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Run_FailsForGood_IsOverAndTheNextBegins()
    {
        _importer.Run = (request, _) => Task.FromResult(new ImportResult { Outcome = request.Chats.Count == 0 ? ImportOutcome.Failed : ImportOutcome.Completed });
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann));

        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count == 0);
        Assert.Equal(2, _importer.Begun.Count);
    }

    [Fact]
    public async Task Cancel_OneThatWaits_IsNeverBegun()
    {
        var hold = new TaskCompletionSource<ImportResult>();
        _importer.Run = (_, cancellationToken) => hold.Task.WaitAsync(cancellationToken);
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann));
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 1));

        Assert.True(await Queue.CancelAsync(TestHost.Acme, [_ann]));
        Assert.False(await Queue.CancelAsync(TestHost.Acme, [_bob]));
        hold.SetResult(new ImportResult { Outcome = ImportOutcome.Completed });
        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count == 0);
        Assert.Single(_importer.Begun);
    }

    [Fact]
    public async Task Enqueue_WhatRunsAlready_RunsAgainBehindIt()
    {
        var hold = new TaskCompletionSource<ImportResult>();
        _importer.Run = (_, cancellationToken) => hold.Task.WaitAsync(cancellationToken);
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 1));
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        hold.SetResult(new ImportResult { Outcome = ImportOutcome.Completed });

        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count == 0);
        Assert.Equal(2, _importer.Begun.Count);
    }

    [Fact]
    public async Task Enqueue_AgainAfterItWasCancelled_IsNotTakenForTheFirst()
    {
        var hold = new TaskCompletionSource<ImportResult>();
        _importer.Run = (_, cancellationToken) => hold.Task.WaitAsync(cancellationToken);
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 1));
        Assert.True(await Queue.CancelAsync(TestHost.Acme));
        await Queue.TryEnqueueAsync(For(TestHost.Acme));
        hold.SetResult(new ImportResult { Outcome = ImportOutcome.Cancelled });

        await PeopleHost.UntilAsync(async () => (await Queue.ListAsync(TestHost.Acme)).Count == 0);
        Assert.Equal(2, _importer.Begun.Count);
    }

    [Fact]
    public async Task Forget_Connection_NothingOfItWaits()
    {
        var hold = new TaskCompletionSource<ImportResult>();
        _importer.Run = (_, cancellationToken) => hold.Task.WaitAsync(cancellationToken);
        await StartAsync();
        await Queue.TryEnqueueAsync(For(TestHost.Acme, _ann));
        await Queue.TryEnqueueAsync(For(TestHost.Acme, _bob));
        await PeopleHost.UntilAsync(() => Task.FromResult(_importer.Begun.Count == 1));
        await _host!.Provider.GetRequiredService<IHistoryInbox>().ForgetAsync(TestHost.Acme);

        Assert.Empty(await Queue.ListAsync(TestHost.Acme));
        hold.SetResult(new ImportResult { Outcome = ImportOutcome.Cancelled });
        await PeopleHost.UntilAsync(async () => (await NamesAsync()).Count == 0);
        Assert.Single(_importer.Begun);
    }

    static ImportRequest For(ConnectionKey connection, params Jid[] chats) => new() { Connection = connection, Chats = chats };

    static string Name(ImportRequest request) => $"{request.Connection.Tenant} {string.Join(',', request.Chats)}";

    ValueTask<IReadOnlyList<string>> NamesAsync() => _host!.Provider.GetRequiredService<IStateStore>().ListKeysAsync(SetAsideDelivery.NoTenant, "import-queue/");

    async Task StartAsync(Action<HistoryEndpointOptions>? options = null) => _host = await new TestHost
    {
        Services = services => services.AddSingleton<IHistoryImporter>(_importer),
        Options = options ?? (_ => { }),
    }.StartAsync();
}
