namespace HistoryImport.Sqlite;

/// <summary>Writes the items of a batch inside a transaction.</summary>
sealed class MessageWriter
{
    static readonly ContentPlaces _places = new(Version: 8, Kind: 9, Body: 15, Media: 16, Raw: 17, MediaId: 20);

    readonly Writer _writer;
    readonly long _connection;
    readonly MediaColumn _media;
    readonly RawColumn _raw;
    readonly Statement _insert;
    readonly Statement _upsert;
    readonly Statement _amend;
    readonly ReactionWriter _reactions;
    readonly FollowUpWriter _followUps;

    public MessageWriter(Writer writer, long connection, MediaColumn media, RawColumn raw)
    {
        (_writer, _connection, _media, _raw) = (writer, connection, media, raw);
        _insert = writer.Session.Get(MessageSql.Insert);
        _upsert = writer.Session.Get(MessageSql.Upsert);
        _amend = writer.Session.Get(MessageSql.Amend);
        _reactions = new ReactionWriter(writer, connection);
        _followUps = new FollowUpWriter(writer, connection, media, raw);
    }

    /// <summary>Gets chat and id of rows that were changed by items which name no chat.</summary>
    public IReadOnlyList<(Jid Chat, string Id)> Found => _followUps.Found;

    /// <summary>Writes rows first, chat after chat, then what amends them.</summary>
    public UpsertOutcome[] Write(IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
    {
        var outcomes = new UpsertOutcome[items.Count];
        foreach ((long chat, int i) in ByChat(items).Sorted())
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes[i] = Upsert(chat, items[i], items[i].Content!);
        }

        for (int i = 0; i < items.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (items[i].OnlyAmends)
            {
                outcomes[i] = items[i].IsFollowUp ? _followUps.Write(items[i]) : Amend(items[i]);
            }
        }

        return outcomes;
    }

    ChatOrder ByChat(IReadOnlyList<MessageUpsert> items)
    {
        var order = new ChatOrder(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            if (!items[i].OnlyAmends)
            {
                order.Add(_writer.Keys.Chat(_connection, items[i].Key.Chat), i);
            }
        }

        return order;
    }

    UpsertOutcome Upsert(long chat, MessageUpsert item, MessageContent content)
    {
        UpsertOutcome outcome = UpsertRow(chat, item, content);
        if (!item.Key.Sender.IsNone)
        {
            _writer.Keys.AddMember(_connection, chat, item.Key.Sender);
        }

        bool reacted = _reactions.Write(chat, item);
        return outcome == UpsertOutcome.Duplicate && reacted ? UpsertOutcome.Updated : outcome;
    }

    UpsertOutcome Amend(MessageUpsert item)
    {
        if (_writer.Keys.FindChat(_connection, item.Key.Chat) is not { } chat || !Exists(chat, item))
        {
            return UpsertOutcome.Missing;
        }

        // What names either direction is a reaction and has nothing for the row itself.
        bool changed = !item.MatchesEitherDirection && AmendRow(chat, item);
        changed |= item is { MatchesEitherDirection: true, Key.Chat.Kind: JidKind.Group } ? ReactToAny(chat, item) : _reactions.Write(chat, item);
        return changed ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    // Reactions in a group are kept with the sender of their message.
    bool ReactToAny(long chat, MessageUpsert item)
    {
        Statement senders = _writer.Session.Get(MessageSql.SendersOf);
        senders.Bind(1, chat);
        senders.Bind(2, item.Key.Id);
        var meant = new List<MessageKey>();
        while (senders.Step())
        {
            _ = Jid.TryParse(senders.Text(1), out Jid sender);
            meant.Add(new MessageKey(item.Key.Chat, sender, senders.Int64(0) != 0, item.Key.Id));
        }

        bool changed = false;
        foreach (MessageKey key in meant)
        {
            changed |= _reactions.Write(chat, item with { Key = key });
        }

        return changed;
    }

    bool Exists(long chat, MessageUpsert item)
    {
        Statement exists = _writer.Session.Get(item.MatchesEitherDirection ? MessageSql.EitherExists : MessageSql.Exists);
        exists.Bind(1, chat);
        exists.Bind(2, item.Key.Id);
        if (!item.MatchesEitherDirection)
        {
            exists.Bind(3, item.Key.FromMe);
            exists.Bind(4, item.Key.Sender.Value);
        }

        return exists.ExecuteInt64() is not null;
    }

    bool AmendRow(long chat, MessageUpsert item)
    {
        BindKey(_amend, chat, item.Key);
        _amend.Bind(5, item.Timestamp);
        _amend.Bind(6, (long?)item.Status);
        _amend.Bind(7, item.IsRevoked);
        _amend.Bind(8, item.PushName);
        _amend.Bind(9, item.WireChat);
        BindEdit(_amend, 10, item.Edit);
        return _amend.ExecuteChanges() > 0;
    }

    // Most rows are new, and a plain insert costs less than one that may have to merge.
    UpsertOutcome UpsertRow(long chat, MessageUpsert item, MessageContent content)
    {
        if (ChangesRow(_insert, chat, item, content))
        {
            return UpsertOutcome.Inserted;
        }

        return ChangesRow(_upsert, chat, item, content) ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    bool ChangesRow(Statement statement, long chat, MessageUpsert item, MessageContent content)
    {
        BindKey(statement, chat, item.Key);
        BindRegisters(statement, item);
        BindContent(statement, item, content);
        return statement.ExecuteChanges() > 0;
    }

    static void BindRegisters(Statement statement, MessageUpsert item)
    {
        statement.Bind(5, item.Timestamp);
        statement.Bind(6, (long?)item.Status);
        statement.Bind(7, item.IsRevoked);
        statement.Bind(10, item.PushName);
        statement.Bind(11, item.WireChat);
        BindEdit(statement, 12, item.Edit);
        statement.Bind(18, item.WireId?.Id);
        statement.Bind(19, item.WireId is { } wireId ? wireId.IsLive ? 1 : 0 : null);
    }

    void BindContent(Statement statement, MessageUpsert item, MessageContent content)
    {
        _places.Bind(statement, _media, _raw, item, content);
        Span<byte> digest = stackalloc byte[MessageDigest.Length];
        MessageDigest.Of(item).CopyTo(digest);
        statement.BindBlob(21, digest);
    }

    static void BindKey(Statement statement, long chat, MessageKey key)
    {
        statement.Bind(1, chat);
        statement.Bind(2, key.Id);
        statement.Bind(3, key.FromMe);
        statement.Bind(4, key.Sender.Value);
    }

    static void BindEdit(Statement statement, int parameter, MessageEdit? edit)
    {
        statement.Bind(parameter, edit?.TimestampMs);
        statement.Bind(parameter + 1, edit?.EnvelopeId);
        statement.Bind(parameter + 2, edit?.Body);
    }
}
