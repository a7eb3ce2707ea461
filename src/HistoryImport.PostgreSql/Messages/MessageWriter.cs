namespace HistoryImport.PostgreSql;

/// <summary>Writes one batch inside a transaction.</summary>
sealed class MessageWriter(Session session, long connection, MessageBatch batch, CancellationToken cancellationToken)
{
    readonly UpsertOutcome[] _outcomes = new UpsertOutcome[batch.Items.Count];

    /// <summary>Gets whether any item with content met a row.</summary>
    public bool MetRows { get; private set; }

    /// <summary>Gets what became of each item.</summary>
    public UpsertOutcome[] Outcomes => _outcomes;

    public async ValueTask WriteAsync(WritePath path)
    {
        List<MessageRow> contents = await RowsAsync(hasContent: true).ConfigureAwait(false);
        using (var media = new MediaColumn())
        {
            MetRows = await new ContentWriter(session, media, _outcomes, cancellationToken).WriteAsync(contents, path).ConfigureAwait(false);
        }

        // Afterwards: what an amendment changes may be in this very batch.
        List<MessageRow> amended = await RowsAsync(hasContent: false).ConfigureAwait(false);
        if (amended.Count > 0)
        {
            amended = await new AmendmentWriter(session, _outcomes, cancellationToken).WriteAsync(amended).ConfigureAwait(false);
        }

        await MemberWriter.WriteAsync(session, connection, contents.Concat(amended), cancellationToken).ConfigureAwait(false);
        await new ReactionWriter(session, _outcomes, cancellationToken).WriteAsync(contents.Concat(amended)).ConfigureAwait(false);
        await NameWriter.WriteAsync(session, connection, batch.Names, cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<List<MessageRow>> RowsAsync(bool hasContent)
    {
        (MessageUpsert Upsert, int Item)[] items =
            [.. batch.Items.Select((upsert, item) => (upsert, item)).Where(one => one.upsert.Content is not null == hasContent)];
        if (items.Length == 0)
        {
            return [];
        }

        IEnumerable<Jid> jids = items.Select(one => one.Upsert.Key.Chat);
        Dictionary<string, long> chats = hasContent
            ? await KeyLookup.ChatsAsync(session, connection, jids, cancellationToken).ConfigureAwait(false)
            : await KeyLookup.FindChatsAsync(session, connection, jids, cancellationToken).ConfigureAwait(false);
        var rows = new List<MessageRow>(items.Length);
        foreach ((MessageUpsert upsert, int item) in items)
        {
            if (chats.TryGetValue(upsert.Key.Chat.Value, out long chat))
            {
                rows.Add(new MessageRow(item, chat, upsert));
            }
            else
            {
                _outcomes[item] = UpsertOutcome.Missing;
            }
        }

        rows.Sort();
        return rows;
    }
}
