using System.Runtime.CompilerServices;
using System.Text;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Erasing;

/// <summary>An import goes on that asks for the chat of somebody who is erased meanwhile.</summary>
public sealed class ErasedRunTests
{
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly Jid _person = Jid.Parse(Some.Chat);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Erase_OnAnotherInstanceWhileTheirChatIsImported_EndsTheRunAndLeavesNoStateOfIt(bool isPerson, bool isOneOfTwo)
    {
        await using ImportHost host = Host(null);
        await using ImportHost other = Host(host);
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B", Other));
        Task? erasing = null;
        host.Store.BeforeUpsert = _ =>
        {
            erasing ??= isPerson ? other.Eraser.ErasePersonAsync(Some.Connection, _person).AsTask() : other.Eraser.EraseChatAsync(Some.Connection, _person).AsTask();
        };

        ImportResult result = await host.Importer.ImportAsync(Some.Request with { Chats = isOneOfTwo ? [_person, Jid.Parse(Other)] : [_person] });
        await erasing!;

        Assert.Equal(ImportOutcome.Cancelled, result.Outcome);
        Assert.DoesNotContain(host.Store.Rows(Some.Connection), row => row.Key.Chat == _person);
        await AssertNoStateAsync(host, _person);
    }

    [Fact]
    public async Task ErasePersonAsync_AnotherChatIsImported_LeavesThatRunAlone()
    {
        await using ImportHost host = Host(null);
        await using ImportHost other = Host(host);
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B", Other));
        Task? erasing = null;
        host.Store.BeforeUpsert = _ => erasing ??= other.Eraser.ErasePersonAsync(Some.Connection, _person).AsTask();

        ImportResult result = await host.Importer.ImportAsync(Some.Request with { Chats = [Jid.Parse(Other)] });
        await erasing!;

        Assert.Equal(ImportOutcome.Completed, result.Outcome);
        Assert.Equal("B", Assert.Single(host.Store.Rows(Some.Connection)).Key.Id);
    }

    // Files are a cache that keeps no claims: the run comes upon this one itself, so nobody can wait for its end.
    [Fact]
    public async Task ImportAsync_ItsChatTurnsOutToBeAnErasedPersons_IsNotSaidToBeTakenAndLeavesNoState()
    {
        var hidden = Jid.Parse(Some.ChatLid);
        await using ImportHost host = Host(null, new JidClaim(hidden, _person));
        await host.Eraser.ErasePersonAsync(Some.Connection, _person);
        await host.ReceiveAsync(Some.Text("A", Some.ChatLid));

        ImportResult result = await host.Importer.ImportAsync(Some.Request with { Chats = [hidden] });

        Assert.True(result.Outcome is ImportOutcome.Cancelled or ImportOutcome.NothingFound or ImportOutcome.Completed, $"{result.Outcome}: {result.Reason}");
        Assert.Empty(host.Store.Rows(Some.Connection));
        await AssertNoStateAsync(host, hidden);
        await AssertNoStateAsync(host, _person);
    }

    static async Task AssertNoStateAsync(ImportHost host, Jid person)
    {
        foreach (string key in await host.States.ListKeysAsync(Some.Connection, ""))
        {
            Assert.DoesNotContain(person.User, key, StringComparison.Ordinal);
            Assert.DoesNotContain(person.User, Encoding.UTF8.GetString((await host.States.GetAsync(Some.Connection, key))!.Value.Span), StringComparison.Ordinal);
        }
    }

    static ImportHost Host(ImportHost? sharing, params JidClaim[] claims) => new(sharing?.Store, register: services =>
    {
        IHistoryImportBuilder builder = services.AddHistoryImport().UseErasureKey(new ErasureKey(new byte[32]));
        if (claims.Length > 0)
        {
            builder.UseMessageCache((_, inner) => new Claiming(inner, claims));
        }

        if (sharing is not null)
        {
            services.AddSingleton(sharing.Cache);
            services.AddSingleton(sharing.States);
        }
    });

    sealed class Claiming(IMessageCache inner, JidClaim[] claims) : DelegatingMessageCache(inner)
    {
        public override async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (CacheBatch batch in base.ReadAsync(query, cancellationToken))
            {
                yield return query.Waiting || query.IsKeptOnly ? batch : batch with { Claims = claims };
            }
        }
    }
}
