using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Erasing;

/// <summary>Whenever somebody is erased, on whichever instance, and wherever it breaks off: repeated, the rows are those of a history without them.</summary>
public sealed class ErasureConvergenceTests
{
    const string Lid = "123456789012345@lid";
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly Jid _person = Jid.Parse(Some.Chat);

    static readonly HistoryMessage[] _all =
    [
        .. Enumerable.Range(0, 12).Select(i => Some.Text("D" + i, i % 2 == 0 ? Some.Chat : Lid, fromMe: i % 3 == 0)),
        .. Enumerable.Range(0, 12).Select(i => Some.Text("G" + i, Some.Group, participant: (i % 3) switch { 0 => Some.Chat, 1 => Lid, _ => Other })),
        .. Enumerable.Range(0, 12).Select(i => Some.Text("O" + i, Other)),
        .. Enumerable.Range(0, 12).Select(i => Some.Amendment(
            AmendmentKind.Reaction, "G" + i, "👍", "R" + i, Some.Group, participant: i % 2 == 0 ? Some.Chat : Other, targetParticipant: (i % 3) switch { 0 => Some.Chat, 1 => Lid, _ => Other },
            targetFromMe: false)),
    ];

    [Fact]
    public async Task ErasePersonAsync_AnyOrderAnyInstanceAnyBreak_EndsInTheSameRows()
    {
        string[]? expected = null;
        for (int seed = 0; seed < 60; seed++)
        {
            string[] rows = await RunAsync(new Random(seed));
            expected ??= rows;
            Assert.True(expected.SequenceEqual(rows), $"seed {seed}: {string.Join(' ', rows)} instead of {string.Join(' ', expected)}");
        }

        Assert.Equal(16, expected!.Length);
    }

    static async Task<string[]> RunAsync(Random random)
    {
        var store = new InMemoryMessageStore();
        var fault = new Fault();
        await using ServiceProvider first = Host(store, fault, null);
        await using ServiceProvider second = Host(store, fault, first);
        ServiceProvider[] hosts = [first, second];
        HistoryMessage[] messages = [.. _all];
        random.Shuffle(messages);
        int claimed = random.Next(messages.Length);
        int erasedAt = random.Next(messages.Length);
        for (int i = 0; i < messages.Length; i++)
        {
            HistorySet set = Some.Set(messages[i]) with { Claims = i == claimed ? [new JidClaim(Jid.Parse(Lid), _person)] : [] };
            await Any().GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, set);
            if (i == erasedAt)
            {
                await TryEraseAsync(Any(), random.Next(12));
            }

            if (random.Next(6) == 0)
            {
                await Any().GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);
            }
        }

        fault.After = null;
        await Any().GetRequiredService<IHistoryEraser>().ErasePersonAsync(Some.Connection, random.Next(2) == 0 ? _person : Jid.Parse(Lid));
        random.Shuffle(messages);
        foreach (HistoryMessage message in messages)
        {
            await Any().GetRequiredService<IHistoryInbox>().ReceiveAsync(
                Some.Connection, Some.Set(message) with { Claims = [new JidClaim(Jid.Parse(Lid), _person)] });
        }

        await Any().GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);
        return [.. store.Texts(Some.Connection).Order(StringComparer.Ordinal)];

        ServiceProvider Any() => hosts[random.Next(hosts.Length)];

        // It breaks off after so many calls of the store and the cache.
        async Task TryEraseAsync(ServiceProvider host, int calls)
        {
            fault.After = calls;
            await Record.ExceptionAsync(async () => await host.GetRequiredService<IHistoryEraser>().ErasePersonAsync(Some.Connection, _person));
            fault.After = null;
        }
    }

    static ServiceProvider Host(InMemoryMessageStore store, Fault fault, ServiceProvider? sharing)
    {
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport().UseErasureKey(new ErasureKey(new byte[32])).UseMessageStore(new BreakingStore(store, fault));
        _ = sharing is null
            ? builder.UseMessageCache((_, inner) => new BreakingCache(inner, fault))
            : builder.UseMessageCache(sharing.GetRequiredService<IMessageCache>()).UseStateStore(sharing.GetRequiredService<IStateStore>());
        return services.BuildServiceProvider();
    }

    sealed class Fault
    {
        public int? After { get; set; }

        public void Count()
        {
            if (After is { } left)
            {
                After = left - 1;
                if (left <= 0)
                {
                    throw new HistoryStorageException("broken");
                }
            }
        }
    }

    sealed class BreakingStore(IMessageStore inner, Fault fault) : DelegatingMessageStore(inner)
    {
        public override ValueTask ChangeErasuresAsync(
            ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default)
        {
            fault.Count();
            return base.ChangeErasuresAsync(connection, added, lifted, cancellationToken);
        }

        public override ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default)
        {
            fault.Count();
            return base.EraseAsync(connection, order, cancellationToken);
        }
    }

    sealed class BreakingCache(IMessageCache inner, Fault fault) : DelegatingMessageCache(inner)
    {
        public override ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default)
        {
            fault.Count();
            return base.RemoveAsync(connection, entryIds, cancellationToken);
        }

        public override ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default)
        {
            fault.Count();
            return base.ForgetAliasesAsync(connection, persons, cancellationToken);
        }
    }
}
