using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>Imports beside amendments that rest: whatever may be for a message finds it, whoever wrote that, and when.</summary>
public abstract class RestingImports : IAsyncLifetime
{
    readonly List<ServiceProvider> _hosts = [];

    static readonly ImportRequest _all = new() { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero, Fetch = false };

    static readonly ImportRequest _window = _all with { Since = DateTimeOffset.FromUnixTimeSeconds(Some.Time - 10) };

    static readonly ImportRequest _ticket = _all with { Chats = [Some.Contact] };

    public abstract ValueTask InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider host in _hosts)
        {
            await host.DisposeAsync();
        }

        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Import_WindowsLeftAnEditWaiting_OneWithoutAWindowMakesItsRow()
    {
        ServiceProvider host = Open();
        await ReceiveAsync(host, Amendment(AmendmentKind.Edit, "E", "ID"));
        await ImportAsync(host, _window, _window, _ticket with { Since = _window.Since });
        Assert.Empty(Rows());

        await ImportAsync(host, _ticket);

        Assert.Equal("text of E", Assert.Single(Rows()).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_ChatTurnsOutToBeAnother_WhatRestedFindsItsMessage(bool isTicket)
    {
        ServiceProvider host = Open();
        await ReceiveAsync(host, Some.Message(), Amendment(AmendmentKind.Reaction, "R", "ID", Some.Lid(1)));
        await ImportUntilAllRestAsync(host);
        Assert.Empty(Assert.Single(Rows()).Reactions);
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Claims = [new JidClaim(Some.Lid(1), Some.Contact)] });

        // Another one learns it first, and offers only what is of its own chat.
        await ImportAsync(host, _ticket with { Chats = [Some.Number(9)] });
        await ImportAsync(host, isTicket ? _ticket : _all);

        Assert.Contains("text of R", Assert.Single(Rows()).Reactions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_AnotherProcessWroteTheMessage_WhatRestedFindsIt(bool isCutOff)
    {
        ServiceProvider one = Open(), other = Open();
        await ReceiveAsync(one, Amendment(AmendmentKind.Revoke, "R", "ID"));
        await ImportUntilAllRestAsync(one);
        if (isCutOff)
        {
            // It ended before it could offer anything.
            await other.GetRequiredService<IMessageStore>().UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
            await ImportAsync(one, _ticket);
        }
        else
        {
            await ReceiveAsync(other, Some.Message());
            await ImportAsync(other, _window);
        }

        Assert.True(Assert.Single(Rows()).IsRevoked);
    }

    [Fact]
    public async Task Import_WaitedBeforeTheUpgrade_RestsWithTimeAndFindsItsMessage()
    {
        ServiceProvider host = Open();
        await ReceiveAsync(host, Amendment(AmendmentKind.Revoke, "R", "ID"), Amendment(AmendmentKind.Revoke, "N", "NEVER"));
        await ImportAsync(host, _all);
        await ExecuteAsync("UPDATE {s}.cache_entries SET target = NULL, rest = 0");
        await ExecuteAsync("DELETE FROM {s}.states");
        await ImportUntilAllRestAsync(host);
        await ReceiveAsync(host, Some.Message());

        await ImportAsync(host, _ticket);

        Assert.True(Assert.Single(Rows()).IsRevoked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Import_AnyOrderAndAnyRunsBetween_TheSameRows(int seed)
    {
        var random = new Random(seed);
        HistorySet[] told = [.. History(random).OrderBy(_ => random.Next())];
        ServiceProvider[] hosts = [Open(), Open()];
        foreach (HistorySet set in told)
        {
            await hosts[random.Next(2)].GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, set);
            if (random.Next(2) == 0)
            {
                ImportRequest[] requests = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => AnyRequest(random))];
                await Task.WhenAll(requests.Select((request, i) => MaybeCancelledAsync(hosts[i], request, random.Next(4) == 0 ? random.Next(20) : null)));
            }
        }

        // Nobody offers all of it in the end.
        await ImportAsync(hosts[0], _all);
        StoredRow[] rows = Rows();

        await ExecuteAsync("DELETE FROM {s}.states");
        await ImportAsync(hosts[1], _all);
        Assert.Equal(StoredRow.Sorted(Rows()), StoredRow.Sorted(rows));
        Assert.NotEmpty(rows);
        await ForgetRowsAsync();
        await ImportAllAtOnceAsync(told);
        Assert.Equal(StoredRow.Sorted(Rows()), StoredRow.Sorted(rows));
    }

    // Beside others that write at the moment a database may let them rest a little later.
    async Task ImportUntilAllRestAsync(ServiceProvider host)
    {
        for (int i = 0; i < 50 && await CountAsync("SELECT count(*) FROM {s}.cache_entries WHERE rest <> 2") > 0; i++)
        {
            await Task.Delay(10 * i);
            await ImportAsync(host, _all);
        }

        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM {s}.cache_entries WHERE rest <> 2"));
    }

    protected abstract void Use(IHistoryImportBuilder builder);

    protected abstract StoredRow[] Rows();

    protected abstract ValueTask ExecuteAsync(string sql);

    protected abstract ValueTask<long> CountAsync(string sql);

    protected abstract ValueTask CloseAsync();

    ServiceProvider Open()
    {
        var services = new ServiceCollection();
        Use(services.AddHistoryImport());
        ServiceProvider host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host;
    }

    async Task ForgetRowsAsync()
    {
        foreach (string table in (string[])["messages", "reactions", "members", "cache_entries", "states", "claims", "accounts", "chats", "names"])
        {
            await ExecuteAsync("DELETE FROM {s}." + table);
        }
    }

    async Task ImportAllAtOnceAsync(IEnumerable<HistorySet> told)
    {
        ServiceProvider host = Open();
        foreach (HistorySet set in told)
        {
            await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, set);
        }

        await ImportAsync(host, _all);
    }

    static async Task ReceiveAsync(ServiceProvider host, params HistoryMessage[] messages) =>
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = messages });

    static async Task ImportAsync(ServiceProvider host, params ImportRequest[] requests)
    {
        foreach (ImportRequest request in requests)
        {
            ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(request);
            Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, result.Reason);
        }
    }

    static async Task MaybeCancelledAsync(ServiceProvider host, ImportRequest request, int? afterMs)
    {
        using var cancel = new CancellationTokenSource(afterMs ?? -1);
        try
        {
            await host.GetRequiredService<IHistoryImporter>().ImportAsync(request, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    static ImportRequest AnyRequest(Random random)
    {
        ImportRequest request = random.Next(2) == 0 ? _all : _all with { Chats = [random.Next(3) switch { 0 => Some.Contact, 1 => Some.Lid(1), _ => Some.Group }] };
        return request with { Since = random.Next(3) == 0 ? _window.Since : null, IncludeGroups = random.Next(4) > 0 };
    }

    // Few messages, much about each, and who is who among it: each told alone.
    static IEnumerable<HistorySet> History(Random random)
    {
        string[] chats = [Some.Contact.Value, Some.Lid(1).Value, Some.Group.Value];
        for (int i = 0; i < 90; i++)
        {
            string chat = chats[random.Next(chats.Length)], id = "M" + random.Next(12);
            bool isGroup = chat == Some.Group.Value;
            string? participant = isGroup ? random.Next(2) == 0 ? Some.Contact.Value : Some.Lid(1).Value : null;
            HistoryMessage message = random.Next(3) == 0
                ? Some.Message(id, chat)
                : Amendment((AmendmentKind)random.Next(1, 5), "A" + i, id, Jid.Parse(chat), i) with { FromMe = random.Next(4) == 0 };
            yield return new HistorySet { Messages = [message with { Participant = message.FromMe ? null : participant }] };
        }

        yield return new HistorySet { Claims = [new JidClaim(Some.Lid(1), Some.Contact)] };
    }

    static HistoryMessage Amendment(AmendmentKind kind, string id, string target, Jid? chat = null, long time = 0) => new()
    {
        Id = id,
        RemoteJid = (chat ?? Some.Contact).Value,
        Timestamp = Some.Time + time,
        Amendment = new MessageAmendment
        {
            Kind = kind,
            TargetId = target,
            TargetParticipant = chat == Some.Group ? Some.Contact.Value : null,
            Text = "text of " + id,
            Status = kind == AmendmentKind.Status ? MessageStatus.Read : null,
        },
    };
}
