using System.Collections.Concurrent;
using System.Globalization;

namespace HistoryImport.Testing;

/// <summary>The phones of any number of connections, and the socket in front of them: answers as WhatsApp's do, in memory, on any clock.</summary>
/// <remarks>Thread-safe. What a phone does is a function of the script alone, so a run can be repeated. Register it as the fetcher
/// (<c>UseHistoryFetcher</c>), and give it the inbox of the host that was built.</remarks>
/// <param name="time">The clock that answers are timed by; a <see cref="ManualTimeProvider"/> brings them when it is advanced.</param>
public sealed class SimulatedPhone(TimeProvider time) : IHistoryFetcher
{
    readonly ConcurrentDictionary<ConnectionKey, List<PhoneChat>> _chats = new();
    readonly ConcurrentDictionary<ConnectionKey, Line> _lines = new();
    readonly ConcurrentBag<Exception> _refusals = [];

    /// <summary>Gets or sets where sets are delivered. Set it once the host is built.</summary>
    public IHistoryInbox? Inbox { get; set; }

    /// <summary>Gets or sets how the next request is taken: by the request, and by how many of its connection came before it.</summary>
    public Func<FetchRequest, int, PhoneMood> Mood { get; set; } = (_, _) => new PhoneMood();

    /// <summary>Gets or sets how long the caller waits for an answer, as <see cref="MaxInFlight"/> counts: an older request is no longer on its way.</summary>
    public TimeSpan PatienceOfCaller { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets every request in the order they came.</summary>
    public IReadOnlyList<FetchRequest> Requests => [.. _lines.Values.SelectMany(line => line.Requests)];

    /// <summary>Gets how many requests of one connection were on their way at once at most.</summary>
    public int MaxInFlight => _lines.IsEmpty ? 0 : _lines.Values.Max(line => line.MaxInFlight);

    /// <summary>Gets what the inbox threw at the socket.</summary>
    public IReadOnlyCollection<Exception> Refusals => _refusals;

    /// <summary>Adds a chat to the phone of a connection.</summary>
    /// <param name="connection">Whose phone.</param>
    /// <param name="chat">The chat.</param>
    public void Add(ConnectionKey connection, PhoneChat chat) => _chats.GetOrAdd(connection, _ => []).Add(chat);

    /// <summary>Gets the requests of a connection, in the order they came.</summary>
    /// <param name="connection">The connection.</param>
    public IReadOnlyList<FetchRequest> RequestsOf(ConnectionKey connection) => _lines.TryGetValue(connection, out Line? line) ? line.Requests : [];

    /// <inheritdoc/>
    public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        Line line = _lines.GetOrAdd(request.Connection, _ => new Line());
        int ordinal = line.Begin(request, time.GetUtcNow(), PatienceOfCaller);
        PhoneMood mood = Mood(request, ordinal);
        if (mood.Throws)
        {
            line.End(ordinal);
            throw new InvalidOperationException("Not authenticated.");
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"3EB0{request.Connection.Name}-{ordinal}");
        HistorySet? page = mood.Instead is { } instead ? instead(request) : PageOf(request);
        HistorySet? answer = page is null ? null : Dressed(page, mood, id);
        if (mood.Socket == FetchStatus.Answered)
        {
            line.End(ordinal);
            return new(new FetchReply(FetchStatus.Answered) { Set = answer ?? new HistorySet { SyncType = HistorySyncType.OnDemand } });
        }

        if (mood.Socket != FetchStatus.Requested)
        {
            line.End(ordinal);
            return new(new FetchReply(mood.Socket) { Reason = "The session is not connected." });
        }

        if (answer is not null)
        {
            foreach (TimeSpan latency in mood.Answers)
            {
                // Who waits for a chat takes any answer about it for his own: sockets lose the ids.
                DeliverLater(request.Connection, answer, latency, () => line.End(ordinal, ChatsOf(answer)));
            }
        }

        return new(new FetchReply(FetchStatus.Requested) { RequestId = id });
    }

    HistorySet? PageOf(FetchRequest request)
    {
        PhoneChat? chat = _chats.TryGetValue(request.Connection, out List<PhoneChat>? chats)
            ? chats.Find(one => one.Spellings.Contains(request.Anchor.Chat))
            : null;
        return chat?.PageBefore(request.Anchor, request.Count);
    }

    static HistorySet Dressed(HistorySet page, PhoneMood mood, string id) => page with
    {
        RequestId = mood.TellsRequestId ? id : null,
        Chats = mood.LosesChats ? [] : page.Chats,
        SyncType = mood.LosesSyncType ? null : mood.MergedInto ? HistorySyncType.Recent : page.SyncType,
    };

    static IEnumerable<string?> ChatsOf(HistorySet set) => set.Messages.Select(message => message.RemoteJid).Concat(set.Chats.Select(chat => chat.Id));

    void DeliverLater(ConnectionKey connection, HistorySet answer, TimeSpan latency, Action arrived)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                arrived();
                _ = DeliverAsync(connection, answer);
                timer?.Dispose();
            },
            null, latency, Timeout.InfiniteTimeSpan);
    }

    async Task DeliverAsync(ConnectionKey connection, HistorySet answer)
    {
        try
        {
            await Inbox!.ReceiveAsync(connection, answer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HistoryStorageException or ObjectDisposedException or OperationCanceledException)
        {
            _refusals.Add(error);
        }
    }

    /// <summary>The requests of one connection.</summary>
    sealed class Line
    {
        readonly Lock _lock = new();
        readonly List<FetchRequest> _requests = [];
        readonly Dictionary<int, DateTimeOffset> _onTheirWay = [];

        public int MaxInFlight { get; private set; }

        public IReadOnlyList<FetchRequest> Requests
        {
            get
            {
                lock (_lock)
                {
                    return [.. _requests];
                }
            }
        }

        public int Begin(FetchRequest request, DateTimeOffset now, TimeSpan patience)
        {
            lock (_lock)
            {
                foreach ((int given, DateTimeOffset since) in _onTheirWay)
                {
                    if (now - since >= patience)
                    {
                        _onTheirWay.Remove(given);
                    }
                }

                _requests.Add(request);
                _onTheirWay.Add(_requests.Count - 1, now);
                MaxInFlight = Math.Max(MaxInFlight, _onTheirWay.Count);
                return _requests.Count - 1;
            }
        }

        public void End(int ordinal, IEnumerable<string?>? chats = null)
        {
            HashSet<string?> answered = [.. chats ?? []];
            lock (_lock)
            {
                _onTheirWay.Remove(ordinal);
                foreach (int given in _onTheirWay.Keys.Where(given => answered.Contains(_requests[given].Anchor.Chat)).ToArray())
                {
                    _onTheirWay.Remove(given);
                }
            }
        }
    }
}
