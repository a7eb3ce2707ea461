namespace HistoryImport.PostgreSql;

/// <summary>Writes the reactions of items inside a transaction.</summary>
sealed class ReactionWriter(DbSession session, UpsertOutcome[] outcomes, CancellationToken cancellationToken)
{
    /// <summary>Writes the reactions of items whose message is there.</summary>
    public async ValueTask WriteAsync(List<MessageRow> rows)
    {
        Dictionary<Key, (MessageRow Row, MessageReaction Reaction)> greatest = Greatest(rows);
        if (greatest.Count == 0)
        {
            return;
        }

        // In one order for all writers, so that none waits for another in a circle.
        var ordered = greatest.OrderBy(one => one.Key).ToList();
        Statement upsert = session.GetPrepared(ReactionSql.Upsert)
            .Add([.. ordered.Select(one => one.Key.Chat)])
            .Add([.. ordered.Select(one => (string?)one.Key.Id)])
            .Add([.. ordered.Select(one => one.Key.Target)])
            .Add([.. ordered.Select(one => (string?)one.Key.TargetSender)])
            .Add([.. ordered.Select(one => one.Key.ReactorFromMe)])
            .Add([.. ordered.Select(one => (string?)one.Key.Reactor)])
            .Add([.. ordered.Select(one => (string?)one.Value.Reaction.Emoji)])
            .Add([.. ordered.Select(one => one.Value.Reaction.TimestampMs)]);
        foreach (Key changed in await upsert
            .ListAsync(
                row => new Key(row.GetInt64(0), row.GetString(1), row.GetInt16(2), row.GetString(3), row.GetBoolean(4), row.GetString(5)), cancellationToken)
            .ConfigureAwait(false))
        {
            ref UpsertOutcome outcome = ref outcomes[greatest[changed].Row.Item];
            outcome = outcome == UpsertOutcome.Duplicate ? UpsertOutcome.Updated : outcome;
        }
    }

    // One statement may change a row once only.
    static Dictionary<Key, (MessageRow Row, MessageReaction Reaction)> Greatest(List<MessageRow> rows)
    {
        var greatest = new Dictionary<Key, (MessageRow Row, MessageReaction Reaction)>();
        foreach (MessageRow row in rows)
        {
            for (int i = 0; i < row.Upsert.Reactions.Count; i++)
            {
                MessageReaction reaction = row.Upsert.Reactions[i];
                Key key = KeyOf(row, reaction);
                if (!greatest.TryGetValue(key, out (MessageRow Row, MessageReaction Reaction) other) || reaction.Replaces(other.Reaction))
                {
                    greatest[key] = (row, reaction);
                }
            }
        }

        return greatest;
    }

    static Key KeyOf(MessageRow row, MessageReaction reaction)
    {
        ReactionTarget target = ReactionTarget.Of(row.Key);
        return new Key(row.Chat, row.Key.Id, target.Direction, target.Sender, reaction.FromMe, reaction.Sender.Value);
    }

    readonly record struct Key(long Chat, string Id, short Target, string TargetSender, bool ReactorFromMe, string Reactor) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            int byChat = Chat.CompareTo(other.Chat);
            int byId = byChat != 0 ? byChat : string.CompareOrdinal(Id, other.Id);
            int byTarget = byId != 0 ? byId : Target.CompareTo(other.Target);
            int bySender = byTarget != 0 ? byTarget : string.CompareOrdinal(TargetSender, other.TargetSender);
            int byDirection = bySender != 0 ? bySender : ReactorFromMe.CompareTo(other.ReactorFromMe);
            return byDirection != 0 ? byDirection : string.CompareOrdinal(Reactor, other.Reactor);
        }
    }
}
