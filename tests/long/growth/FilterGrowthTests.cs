using System.Collections;

namespace HistoryImport.Growth.Tests;

/// <summary>What it costs to know whether a message is of a chat that was asked for.</summary>
public sealed class FilterGrowthTests
{
    const int MessagesOfAChat = 10;

    [Fact]
    public Task ReasonAgainstChat_ManyChatsInOneRequest_LooksAtTheListOnce() => Growth.StaysBelowAsync(Growth.Linear, 100, chats =>
    {
        var asked = new CountingList([.. Enumerable.Range(0, chats).Select(i => Jid.Parse(Say.Number(i)))]);
        var filter = new MessageFilter(Say.Request() with { Chats = asked }, new HistoryImportOptions(), new IdentityGraph(AliasSet.Empty));
        for (int i = 0; i < chats * MessagesOfAChat; i++)
        {
            Assert.Null(filter.ReasonAgainstChat(asked.Inner[i % chats]));
        }

        return Task.FromResult(asked.Visits);
    });

    sealed class CountingList(IReadOnlyList<Jid> inner) : IReadOnlyList<Jid>
    {
        public IReadOnlyList<Jid> Inner => inner;

        public long Visits { get; private set; }

        public int Count => inner.Count;

        public Jid this[int index]
        {
            get
            {
                Visits++;
                return inner[index];
            }
        }

        public IEnumerator<Jid> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
