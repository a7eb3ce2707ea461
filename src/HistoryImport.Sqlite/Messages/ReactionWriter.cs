namespace HistoryImport.Sqlite;

/// <summary>Writes the reactions of items inside a transaction.</summary>
sealed class ReactionWriter(Writer writer, long connection)
{
    readonly Statement _upsert = writer.Session.Get(ReactionSql.Upsert);

    /// <summary>Writes the reactions of an item whose message is there.</summary>
    /// <returns>Whether one of them rose.</returns>
    public bool Write(long chat, MessageUpsert item)
    {
        bool changed = false;
        for (int i = 0; i < item.Reactions.Count; i++)
        {
            changed |= Write(chat, item.Key, item.Reactions[i]);
        }

        return changed;
    }

    bool Write(long chat, MessageKey key, MessageReaction reaction)
    {
        ReactionTarget target = ReactionTarget.Of(key);
        _upsert.Bind(1, chat);
        _upsert.Bind(2, key.Id);
        _upsert.Bind(3, target.Direction);
        _upsert.Bind(4, target.Sender);
        _upsert.Bind(5, reaction.FromMe);
        _upsert.Bind(6, reaction.Sender.Value);
        _upsert.Bind(7, reaction.Emoji);
        _upsert.Bind(8, reaction.TimestampMs);
        bool changed = _upsert.ExecuteChanges() > 0;
        if (changed && !reaction.Sender.IsNone)
        {
            writer.Keys.AddMember(connection, chat, reaction.Sender);
        }

        return changed;
    }
}
