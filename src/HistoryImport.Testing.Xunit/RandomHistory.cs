namespace HistoryImport.Testing.Xunit;

/// <summary>Many reports about few messages, and what the merge rules make of them.</summary>
sealed class RandomHistory
{
    const int Reports = 400;
    const int MaxBatch = 12;

    readonly List<MessageUpsert> _reports = [];
    readonly List<JidJoin> _joins;

    /// <param name="seed">Draws the reports.</param>
    /// <param name="withClaims">Whether persons turn out to have two JIDs.</param>
    /// <param name="withOwn">Whether one of them turns out to be our own account.</param>
    public RandomHistory(int seed, bool withClaims = false, bool withOwn = false)
    {
        var random = new Random(seed);
        _joins = withClaims ? [new(Some.Lid(1), Some.Number(1)), new(Some.Lid(2), Some.Number(2)) { IsOwn = withOwn }] : [];
        if (withOwn)
        {
            // As they are told while only one of the two is known to be ours.
            _joins.AddRange([new(Some.Lid(2), Some.Lid(2)) { IsOwn = true }, new(Some.Number(2), Some.Number(2)) { IsOwn = true }]);
        }

        for (int i = 0; i < Reports; i++)
        {
            _reports.Add(random.Next(3) > 0 ? Content(random) : Amendment(random));
        }
    }

    /// <summary>Hands the reports over in an order, in batches and with joins drawn from the generator; what was missing is offered again.</summary>
    public async Task DeliverAsync(IMessageStore store, Random random)
    {
        var left = new Queue<MessageUpsert>(_reports.OrderBy(_ => random.Next()));
        var joins = new Queue<(int At, JidJoin Join)>(_joins.Select(join => (random.Next(left.Count), join)).OrderBy(join => join.Item1));
        var known = new List<JidJoin>();
        int sinceProgress = 0;
        while (left.Count > 0 && sinceProgress <= Reports)
        {
            while (joins.Count > 0 && (left.Count <= joins.Peek().At || sinceProgress > 0))
            {
                known.Add(joins.Dequeue().Join);
                await store.JoinAsync(Some.Connection, known);
            }

            MessageUpsert[] batch = NextBatch(left, random, known);
            UpsertResult result = await store.UpsertAsync(Some.Connection, new MessageBatch { Items = batch });
            MessageUpsert[] missing = [.. batch.Where((_, i) => result.Outcomes[i] == UpsertOutcome.Missing)];
            sinceProgress = missing.Length < batch.Length ? 0 : sinceProgress + batch.Length;
            Array.ForEach(missing, left.Enqueue);
        }
    }

    /// <summary>The rows, computed by the merge rules alone.</summary>
    public IReadOnlyList<StoredRow> Expected()
    {
        List<MessageUpsert> reports = [.. _reports.Select(report => Rekeyed(report, _joins))];
        var rows = reports.Where(report => report.Content is not null).GroupBy(report => report.Key).Select(group => group.Key).ToHashSet();
        return StoredRow.Sorted(rows.Select(key => Row(key, reports)));
    }

    static StoredRow Row(MessageKey key, List<MessageUpsert> reports)
    {
        MessageUpsert row = reports.Where(report => report.Key == key && !report.MatchesEitherDirection).Aggregate(MessageMerge.Merge);
        bool isGroup = key.Chat.Kind == JidKind.Group;
        IReadOnlyList<MessageReaction> reactions = reports
            .Where(report => report.Key == key || !isGroup && (report.Key.Chat, report.Key.Id) == (key.Chat, key.Id))
            .Select(report => report.Reactions)
            .Aggregate(MessageMerge.Merge);
        return StoredRow.Of(Some.Connection, row with { Reactions = reactions });
    }

    static MessageUpsert[] NextBatch(Queue<MessageUpsert> left, Random random, List<JidJoin> known)
    {
        var batch = new List<MessageUpsert>();
        int size = random.Next(1, MaxBatch);
        while (batch.Count < size && left.TryPeek(out MessageUpsert? next))
        {
            next = Rekeyed(next, known);
            if (batch.Any(item => item.Key == next.Key))
            {
                break;
            }

            batch.Add(next);
            left.Dequeue();
        }

        return [.. batch.OrderBy(item => item.Content is null)];
    }

    // What the pipeline does once it knows a claim.
    static MessageUpsert Rekeyed(MessageUpsert report, List<JidJoin> joins)
    {
        Jid[] own = [.. joins.Where(join => join.IsOwn).SelectMany(join => (Jid[])[join.From, join.To])];
        MessageKey key = report.Key with { Chat = Canonical(report.Key.Chat) };
        return report with
        {
            Key = own.Contains(key.Sender) ? key with { FromMe = true, Sender = default } : key with { Sender = Canonical(key.Sender) },
            Reactions = MessageMerge.Merge([], [.. report.Reactions.Select(reaction => own.Contains(reaction.Sender)
                ? reaction with { FromMe = true, Sender = default }
                : reaction with { Sender = Canonical(reaction.Sender) })]),
        };

        Jid Canonical(Jid jid) => joins.Where(join => join.From == jid && join.To != jid).Select(join => join.To).FirstOrDefault(jid);
    }

    static MessageUpsert Content(Random random)
    {
        MessageKey key = Key(random);
        MessageUpsert item = random.Next(4) switch
        {
            0 => Some.Content(new MessageContent { Kind = MessageKind.Unsupported }, key),
            1 => Some.Content(new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = new MediaDescriptor { MimeType = "image/" + random.Next(3) } }, key),
            _ => Some.Text("body " + random.Next(3), key),
        };
        item = item with
        {
            Timestamp = random.Next(3) == 0 ? null : Some.Time + random.Next(3),
            Status = random.Next(3) == 0 ? null : (MessageStatus)random.Next(6),
            PushName = random.Next(2) == 0 ? null : "Name " + random.Next(3),
            WireChat = random.Next(2) == 0 ? null : random.Next(3) + "@lid",
            IsRevoked = random.Next(8) == 0,
            Edit = random.Next(4) == 0 ? Edit(random) : null,
        };
        return random.Next(3) == 0 ? item with { Reactions = [Reaction(random, key)] } : item;
    }

    static MessageUpsert Amendment(Random random)
    {
        MessageKey key = Key(random);
        return random.Next(3) switch
        {
            0 => Some.Amendment(key) with { IsRevoked = true },
            1 => Some.Amendment(key) with { Edit = Edit(random) },
            _ => Some.Amendment(key) with { Reactions = [Reaction(random, key)], MatchesEitherDirection = key.Chat.Kind != JidKind.Group },
        };
    }

    static MessageKey Key(Random random)
    {
        string id = "ID" + random.Next(4);
        bool fromMe = random.Next(2) == 0;
        return random.Next(2) == 0
            ? new MessageKey(Person(random), default, fromMe, id)
            : new MessageKey(Some.Group, fromMe ? default : Person(random), fromMe, id);
    }

    static MessageReaction Reaction(Random random, MessageKey key)
    {
        bool fromMe = random.Next(2) == 0;
        Jid reactor = fromMe || key.Chat.Kind != JidKind.Group ? default : Person(random);
        return new MessageReaction(fromMe, reactor, random.Next(3) switch { 0 => "", 1 => "👍", _ => "❤" }, random.Next(4));
    }

    static MessageEdit Edit(Random random) => new(random.Next(3), "E" + random.Next(3), "edited " + random.Next(3));

    static Jid Person(Random random) => random.Next(2) == 0 ? Some.Number(random.Next(1, 3)) : Some.Lid(random.Next(1, 3));
}
