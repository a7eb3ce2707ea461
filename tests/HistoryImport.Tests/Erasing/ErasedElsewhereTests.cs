using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Erasing;

/// <summary>What another instance did, or was told, before or while somebody is erased here.</summary>
public sealed class ErasedElsewhereTests : IAsyncDisposable
{
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly Jid _person = Jid.Parse(Some.Chat);
    static readonly Jid _hidden = Jid.Parse(Some.ChatLid);

    readonly LateCache _late = new();
    readonly ImportHost _host;

    public ErasedElsewhereTests() => _host = new ImportHost(register: services =>
        services.AddHistoryImport().UseErasureKey(new ErasureKey(new byte[32])).UseMessageCache((_, inner) => _late.Over(inner)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ErasePersonAsync_ClaimComesWhileTheyAreMarked_KeepsOutBothAddresses()
    {
        _late.AfterFirstLook = inner => inner.AppendAsync(Some.Connection, new HistorySet { Claims = [new JidClaim(_hidden, _person)] });
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);

        await _host.ReceiveAsync(Some.Text("A", Some.ChatLid), Some.Text("B"));

        Assert.Equal(0, await _host.CachedAsync());
    }

    [Fact]
    public async Task LiftAsync_KeptByAnInstanceThatHadNotHeard_IsGoneFirst()
    {
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await _late.Inner.AppendAsync(Some.Connection, Some.Set(Some.Text("BETWEEN")));

        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, _person));

        await _host.ImportAsync();
        Assert.Empty(_host.Store.Rows(Some.Connection));
    }

    [Fact]
    public async Task EraseConnectionAsync_CachedClaimedAndRemembered_IsForgottenAtOnce()
    {
        await _host.Inbox.ReceiveAsync(Some.Connection, Some.Set(Some.Text("A")) with { Claims = [new JidClaim(_hidden, _person)] });
        await _host.ImportAsync();
        await _host.ReceiveAsync(Some.Text("B"));

        await _host.Eraser.EraseConnectionAsync(Some.Connection);

        Assert.Equal(0, await _host.CachedAsync());
        Assert.True((await _host.Cache.GetAliasesAsync(Some.Connection)).IsEmpty);
        Assert.Empty(await _host.States.ListKeysAsync(Some.Connection, ""));
    }

    [Fact]
    public async Task EraseChatAsync_RememberedOfItsImports_IsForgotten()
    {
        await _host.ReceiveAsync(Some.Text("A"));
        await _host.ImportAsync(Some.Request with { Chats = [_person] });
        Assert.Contains(await _host.States.ListKeysAsync(Some.Connection, ""), key => key.Contains(_person.User, StringComparison.Ordinal));

        Assert.True((await _host.Eraser.EraseChatAsync(Some.Connection, _person)).States > 0);

        Assert.DoesNotContain(await _host.States.ListKeysAsync(Some.Connection, ""), key => key.Contains(_person.User, StringComparison.Ordinal));
    }

    // One of the two had two addresses already: all three are one from then on.
    [Fact]
    public async Task ReceiveAsync_ClaimJoinsTwoThatWereErasedApart_EveryAddressOfBothIsLiftedAtOnce()
    {
        var third = new Jid[] { Jid.Parse(Other) };
        await _host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [new JidClaim(_hidden, third[0])] });
        await _host.Eraser.ErasePersonAsync(Some.Connection, _hidden);
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await _host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Claims = [new JidClaim(_hidden, _person)] });

        Assert.True(await _host.Eraser.LiftAsync(Some.Connection, _person));

        await _host.ReceiveAsync(Some.Text("A"), Some.Text("B", Other), Some.Text("C", Some.ChatLid));
        Assert.Equal(3, await _host.CachedAsync());
    }

    [Fact]
    public async Task ReceiveAsync_ClaimSaysTheAccountThatIsLongKnownIsAnErasedPerson_KeepsTheRestAndErasesNothing()
    {
        await _host.Inbox.ReceiveAsync(Some.Connection, Some.Set(Some.Text("A", Other)) with { Account = [_hidden] });
        await _host.Eraser.ErasePersonAsync(Some.Connection, _person);

        await _host.Inbox.ReceiveAsync(Some.Connection, Some.Set(Some.Text("B", Other)) with { Claims = [new JidClaim(_hidden, _person)] });

        Assert.Equal(2, await _host.CachedAsync());
        Assert.Empty((await _host.Cache.GetAliasesAsync(Some.Connection)).Claims);
    }

    /// <summary>A cache in which something is kept between two looks.</summary>
    sealed class LateCache
    {
        public IMessageCache Inner { get; private set; } = null!;

        public Func<IMessageCache, ValueTask>? AfterFirstLook { get; set; }

        public IMessageCache Over(IMessageCache inner)
        {
            Inner = inner;
            return new Looked(this, inner);
        }

        sealed class Looked(LateCache late, IMessageCache inner) : DelegatingMessageCache(inner)
        {
            public override async ValueTask<AliasSet> FindAliasesAsync(
                ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
            {
                AliasSet found = await base.FindAliasesAsync(connection, jids, cancellationToken);
                if (late.AfterFirstLook is { } change)
                {
                    late.AfterFirstLook = null;
                    await change(Inner);
                }

                return found;
            }
        }
    }
}
