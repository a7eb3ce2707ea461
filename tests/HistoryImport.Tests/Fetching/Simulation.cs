using System.Collections.Concurrent;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Phones, chats and moods made from a seed. What a phone does depends on the seed and on what it is asked, never on the order of threads.</summary>
sealed class Simulation : IAsyncDisposable
{
    readonly int _seed;
    readonly List<(ConnectionKey Connection, PhoneChat Chat)> _chats = [];

    // How often each chat was asked about. How often its connection was depends on which ticket came first.
    readonly ConcurrentDictionary<int, int> _asked = new();

    public Simulation(int seed, int connections, int chatsEach, int messagesEach, bool isHostile)
    {
        _seed = seed;
        Desk = new TicketDesk(options => options.FetchCooldown = TimeSpan.FromMinutes(1));
        for (int c = 0; c < connections; c++)
        {
            var connection = new ConnectionKey("tenant" + c % 2, "line" + c);
            for (int i = 0; i < chatsEach; i++)
            {
                string jid = $"55119{c:D3}{i:D5}@s.whatsapp.net";
                var chat = new PhoneChat
                {
                    Spellings = [jid],
                    Messages = TicketDesk.History(1 + Draw(messagesEach, 1, c, i), jid, $"{c}-{i}-"),
                    PageLimit = 5 + Draw(46, 2, c, i),
                    End = Draw(4, 3, c, i) == 0 ? null : EndOfHistory.Exhausted,
                };
                _chats.Add((connection, chat));
                Desk.Phone.Add(connection, chat);
            }
        }

        if (isHostile)
        {
            Desk.Phone.Mood = MoodOf;
        }
    }

    public TicketDesk Desk { get; }

    public async Task ReceiveNewestAsync()
    {
        foreach ((ConnectionKey connection, PhoneChat chat) in _chats)
        {
            await Desk.Host.Inbox.ReceiveAsync(connection, Some.Set(chat.Messages.TakeLast(1)));
        }
    }

    /// <summary>Imports every ticket at once.</summary>
    public Task<ImportResult[]> ImportAllAsync(bool reopen = false) => Desk.Time.RunAsync(() => Task.WhenAll(_chats.Select(one => Task.Run(
        () => Desk.Host.ImportAsync(TicketDesk.Ticket with { Connection = one.Connection, Chats = [Jid.Parse(one.Chat.Spellings[0])], Reopen = reopen })))));

    /// <summary>Every row stands in its own chat and connection; all of them if everything came.</summary>
    public void AssertNothingCrossed(bool isComplete)
    {
        foreach (IGrouping<ConnectionKey, PhoneChat> line in _chats.GroupBy(one => one.Connection, one => one.Chat))
        {
            HashSet<string> expected = [.. line.SelectMany(chat => chat.Messages.Select(message => $"{chat.Spellings[0]}|{message.Id}|"))];
            List<string> rows = [.. Desk.Host.Store.Texts(line.Key).Select(row => string.Join('|', row.Split('|')[..2]) + "|")];
            Assert.Equal(rows.Count, rows.Distinct().Count());
            Assert.Subset(expected, rows.ToHashSet());
            Assert.True(!isComplete || rows.Count == expected.Count, $"{rows.Count} of {expected.Count} messages are there.");
        }

        Assert.InRange(Desk.Phone.MaxInFlight, 1, 1);
        Assert.Empty(Desk.Phone.Refusals);
    }

    /// <summary>What the phones do if they are asked about these chats in this order.</summary>
    public IReadOnlyList<(int Chat, FetchStatus Socket, bool Throws, bool TellsId, bool LosesChats, string Answers)> MoodsOf(IEnumerable<int> chats)
    {
        var ordinals = new Dictionary<ConnectionKey, int>();
        return [.. chats.Select(Ask)];

        (int, FetchStatus, bool, bool, bool, string) Ask(int chat)
        {
            (ConnectionKey connection, PhoneChat held) = _chats[chat];
            ordinals[connection] = ordinals.GetValueOrDefault(connection, -1) + 1;
            PhoneMood mood = MoodOf(
                new FetchRequest { Connection = connection, Anchor = new MessageAnchor(held.Spellings[0], "ID", false, Some.Time) }, ordinals[connection]);
            return (chat, mood.Socket, mood.Throws, mood.TellsRequestId, mood.LosesChats, string.Join(' ', mood.Answers));
        }
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    // Delayed, doubled, dropped, swapped, without what identifies them.
    PhoneMood MoodOf(FetchRequest request, int ordinalOfConnection)
    {
        int c = _chats.FindIndex(one => one.Connection == request.Connection && one.Chat.Spellings.Contains(request.Anchor.Chat));
        int ordinal = _asked.AddOrUpdate(c, 0, (_, before) => before + 1);
        int Chance(int what) => Draw(100, what, c, ordinal);
        TimeSpan latency = TimeSpan.FromMilliseconds(100 + 50 * Chance(10));
        return new PhoneMood
        {
            Socket = Chance(11) < 10 ? FetchStatus.Answered : Chance(11) < 13 ? FetchStatus.NotReady : FetchStatus.Requested,
            Throws = Chance(12) < 2,
            TellsRequestId = Chance(13) < 70,
            LosesChats = Chance(14) < 15,
            MergedInto = Chance(15) < 10,
            Instead = Chance(16) < 10 ? _ => Swapped(request) : null,
            Answers = Chance(17) switch
            {
                < 10 => [],
                < 20 => [latency, latency + TimeSpan.FromSeconds(Chance(18))],
                < 30 => [TimeSpan.FromSeconds(25 + Chance(18))],
                _ => [latency],
            },
        };
    }

    HistorySet Swapped(FetchRequest request)
    {
        PhoneChat other = _chats.First(one => one.Connection == request.Connection).Chat;
        HistoryMessage newest = other.Messages[^1];
        return other.PageBefore(new MessageAnchor(other.AnswersTo, newest.Id!, newest.FromMe, newest.Timestamp!.Value), request.Count)!;
    }

    int Draw(int below, int what, int first, int second) =>
        (int)((uint)new Random(unchecked(_seed * 7919 + what * 104729 + first * 1299709 + second * 15485863)).Next() % below);
}
