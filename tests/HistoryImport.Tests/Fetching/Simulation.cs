using System.Collections.Concurrent;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Phones, chats, holes and moods made from a seed. What a phone does depends on the seed and on what it is asked, never on the order of threads.</summary>
sealed class Simulation : IAsyncDisposable
{
    readonly int _seed;
    readonly List<(ConnectionKey Connection, PhoneChat Chat)> _chats = [];

    // How often each chat was asked about. How often its connection was depends on which ticket came first.
    readonly ConcurrentDictionary<int, int> _asked = new();
    readonly ConcurrentDictionary<int, ConcurrentQueue<PhoneMood>> _moods = new();
    readonly bool _isHostile;

    public Simulation(int seed, int connections, int chatsEach, int messagesEach, bool isHostile)
    {
        _seed = seed;
        _isHostile = isHostile;
        Desk = new TicketDesk(options => options.FetchCooldown = TimeSpan.FromMinutes(1), time: new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Some.Time).AddHours(6)));
        for (int c = 0; c < connections; c++)
        {
            var connection = new ConnectionKey("tenant" + c % 2, "line" + c);
            for (int i = 0; i < chatsEach; i++)
            {
                string jid = $"55119{c:D3}{i:D5}@s.whatsapp.net";
                var chat = new PhoneChat
                {
                    Spellings = [jid],
                    Messages = isHostile ? Mixed(1 + Draw(messagesEach, 1, c, i), jid, c, i) : TicketDesk.History(1 + Draw(messagesEach, 1, c, i), jid, $"{c}-{i}-"),
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

    /// <summary>Hands over what is known of each chat: its newest entry, and of some also the oldest ones, with a downtime in between.</summary>
    public async Task ReceiveNewestAsync()
    {
        for (int c = 0; c < _chats.Count; c++)
        {
            if (HasHole(c))
            {
                await Desk.Host.Inbox.ReceiveAsync(
                    _chats[c].Connection, Some.Set(_chats[c].Chat.Messages.Take(Old(_chats[c].Chat))) with { SyncType = HistorySyncType.Recent });
            }
        }

        Desk.Time.Advance(TimeSpan.FromDays(3));
        foreach ((ConnectionKey connection, PhoneChat chat) in _chats)
        {
            await Desk.Host.Inbox.ReceiveAsync(connection, Some.Set(chat.Messages.TakeLast(1)));
        }
    }

    /// <summary>Imports every ticket at once.</summary>
    public Task<ImportResult[]> ImportAllAsync(bool reopen = false) => Desk.Time.RunAsync(() => Task.WhenAll(Enumerable.Range(0, _chats.Count).Select(c => Task.Run(
        () => Desk.Host.ImportAsync(TicketDesk.Ticket with
        {
            Connection = _chats[c].Connection,
            Chats = [Jid.Parse(_chats[c].Chat.Spellings[0])],
            Reopen = reopen,
            FillGaps = HasHole(c),
            Since = HasHole(c) && !reopen ? SinceOf(_chats[c].Chat) : null,
        })))));

    /// <summary>Checks what each ticket was told against what its phone did and what it has left.</summary>
    public async Task AssertTrueAsync(ImportResult[] results)
    {
        for (int c = 0; c < results.Length; c++)
        {
            (ImportResult result, PhoneChat chat) = (results[c], _chats[c].Chat);
            PhoneMood[] moods = [.. _moods.GetValueOrDefault(c) ?? []];
            DateTimeOffset? since = HasHole(c) ? SinceOf(chat) : null;
            List<HistoryMessage> wanted = [.. chat.Messages.Where(entry => entry.Content?.Kind == MessageKind.Text && !(entry.Timestamp < since?.ToUnixTimeSeconds()))];
            HashSet<string> there = [.. await ReceivedAsync(_chats[c].Connection, chat)];
            bool isAllThere = wanted.TrueForAll(message => there.Contains(message.Id!));
            Assert.True(result.FetchEnd is not (FetchEnd.Exhausted or FetchEnd.Covered or FetchEnd.NotNeeded) || isAllThere, $"Chat {c}: {result.FetchEnd}, and messages are missing.");
            Assert.True(!result.Coverage!.IsWhole || isAllThere, $"Chat {c}: whole, and messages are missing.");
            switch (result.FetchEnd)
            {
                case FetchEnd.Exhausted:
                    Assert.Equal(EndOfHistory.Exhausted, chat.End);
                    break;
                case FetchEnd.NotReady:
                    Assert.True(moods[^1] is { Throws: true } or { Socket: FetchStatus.NotReady });
                    break;
                case FetchEnd.TimedOut:
                    Assert.DoesNotContain(moods.TakeLast(3), mood => IsHeard(mood) && mood.Instead is null);
                    break;
                case FetchEnd.NoProgress:
                    Assert.Contains(moods.TakeLast(3), mood => mood.Answers.Count > 0 || mood.Socket == FetchStatus.Answered);
                    break;
                case FetchEnd.BudgetUsed:
                    Assert.Contains("may ask again", result.FetchReason, StringComparison.Ordinal);
                    break;
                default:
                    Assert.Contains(result.FetchEnd!.Value, new[] { FetchEnd.Covered, FetchEnd.NotNeeded });
                    break;
            }
        }
    }

    /// <summary>Every row stands in its own chat and connection; all of them if everything came.</summary>
    public void AssertNothingCrossed(bool isComplete)
    {
        foreach (IGrouping<ConnectionKey, PhoneChat> line in _chats.GroupBy(one => one.Connection, one => one.Chat))
        {
            HashSet<string> expected =
            [
                .. line.SelectMany(chat => chat.Messages.Where(entry => entry.Content?.Kind == MessageKind.Text).Select(message => $"{chat.Spellings[0]}|{message.Id}|")),
            ];
            List<string> rows = [.. Desk.Host.Store.Texts(line.Key).Select(row => string.Join('|', row.Split('|')[..2]) + "|").Where(row => !row.Contains(Runs.Gone, StringComparison.Ordinal))];
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
        PhoneMood mood = MoodOf(request, c, ordinal);
        _moods.GetOrAdd(c, _ => new()).Enqueue(mood);
        return mood;
    }

    PhoneMood MoodOf(FetchRequest request, int c, int ordinal)
    {
        int Chance(int what) => Draw(100, what, c, ordinal);
        TimeSpan latency = TimeSpan.FromMilliseconds(100 + 50 * Chance(10));
        return new PhoneMood
        {
            Socket = Chance(11) < 10 ? FetchStatus.Answered : Chance(11) < 13 ? FetchStatus.NotReady : FetchStatus.Requested,
            Throws = Chance(12) < 2,
            TellsRequestId = Chance(13) < 70 && !IsFork(c),
            LosesSyncType = IsFork(c),
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

    // What comes in time and tells, by whatever, which request it answers. A page about nothing tells nothing.
    static bool IsHeard(PhoneMood mood) =>
        mood is { Socket: FetchStatus.Requested, Throws: false, TellsRequestId: true } && mood.Answers.Any(latency => latency < TimeSpan.FromSeconds(30));

    // Some forks of Baileys pass answers on without id and kind.
    bool IsFork(int chat) => Draw(5, 20, chat, 0) == 0;

    bool HasHole(int chat) => _isHostile && Draw(3, 21, chat, 0) == 0 && _chats[chat].Chat.Messages.Count > 6;

    static int Old(PhoneChat chat) => chat.Messages.Count / 3;

    static DateTimeOffset SinceOf(PhoneChat chat) => DateTimeOffset.FromUnixTimeSeconds(chat.Messages[Old(chat) / 2].Timestamp!.Value);

    // Some chats hold runs of what is no message, longer than a page.
    List<HistoryMessage> Mixed(int count, string jid, int c, int i)
    {
        List<HistoryMessage> entries = [.. TicketDesk.History(count, jid, $"{c}-{i}-")];
        int run = Draw(3, 22, c, i) == 0 ? 30 + Draw(60, 23, c, i) : 0;
        int place = Draw(count, 24, c, i);
        string kind = Runs.Kinds[Draw(Runs.Kinds.Count, 25, c, i)];
        entries.InsertRange(place, Enumerable.Range(0, run).Select(n => Runs.Entry(kind, n, 0, jid)));
        return [.. entries.Select((entry, n) => entry with { Timestamp = Some.Time + 60 * n + (n < entries.Count / 3 ? 0 : 86_400) })];
    }

    async Task<IEnumerable<string>> ReceivedAsync(ConnectionKey connection, PhoneChat chat)
    {
        var cached = new List<string>();
        await foreach (CacheBatch batch in Desk.Host.Cache.ReadAsync(new CacheQuery { Connection = connection, Chats = [Jid.Parse(chat.Spellings[0])] }))
        {
            cached.AddRange(batch.Messages.Select(one => one.Message.Id!));
        }

        return Desk.Host.Store.Texts(connection).Where(row => row.StartsWith(chat.Spellings[0], StringComparison.Ordinal)).Select(row => row.Split('|')[1]).Concat(cached);
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
