namespace HistoryImport.Sqlite;

/// <summary>Writes the items of a batch inside a transaction.</summary>
sealed class MessageWriter
{
    readonly Writer _writer;
    readonly long _connection;
    readonly MediaColumn _media;
    readonly Statement _upsert;
    readonly Statement _amend;
    readonly ReactionWriter _reactions;

    // The number SQLite will give the next row it makes.
    long _nextId;
    Jid _chat;
    long _chatId;

    public MessageWriter(Writer writer, long connection, MediaColumn media)
    {
        (_writer, _connection, _media) = (writer, connection, media);
        _upsert = writer.Session.Get(MessageSql.Upsert);
        _amend = writer.Session.Get(MessageSql.Amend);
        _reactions = new ReactionWriter(writer, connection);
        _nextId = (writer.Session.Get(MessageSql.LastId).ExecuteInt64() ?? 0) + 1;
    }

    public UpsertOutcome Write(MessageUpsert item) => item.Content is null ? Amend(item) : Upsert(item, item.Content);

    UpsertOutcome Upsert(MessageUpsert item, MessageContent content)
    {
        MessageKey key = item.Key;
        if (key.Chat != _chat)
        {
            (_chat, _chatId) = (key.Chat, _writer.Keys.Chat(_connection, key.Chat));
        }

        BindKey(_upsert, _chatId, key);
        BindRegisters(item);
        BindContent(item, content);
        UpsertOutcome outcome = Run();
        if (!key.Sender.IsNone)
        {
            _writer.Keys.AddMember(_connection, _chatId, key.Sender);
        }

        bool reacted = _reactions.Write(_chatId, item);
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
        changed |= _reactions.Write(chat, item);
        return changed ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
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

    // Only an insert moves the last row id. Where it stood on the number of the next row already (that row was deleted since, or
    // it is the number of a chat), the row itself tells.
    UpsertOutcome Run()
    {
        Session session = _writer.Session;
        bool ambiguous = session.LastRowId == _nextId;
        if (_upsert.ExecuteChanges() == 0)
        {
            return UpsertOutcome.Duplicate;
        }

        if (session.LastRowId != _nextId || ambiguous && !IdExists())
        {
            return UpsertOutcome.Updated;
        }

        _nextId++;
        return UpsertOutcome.Inserted;
    }

    bool IdExists()
    {
        Statement exists = _writer.Session.Get(MessageSql.IdExists);
        exists.Bind(1, _nextId);
        return exists.ExecuteInt64() is not null;
    }

    void BindRegisters(MessageUpsert item)
    {
        _upsert.Bind(5, item.Timestamp);
        _upsert.Bind(6, (long?)item.Status);
        _upsert.Bind(7, item.IsRevoked);
        _upsert.Bind(10, item.PushName);
        _upsert.Bind(11, item.WireChat);
        BindEdit(_upsert, 12, item.Edit);
    }

    void BindContent(MessageUpsert item, MessageContent content)
    {
        Span<byte> version = stackalloc byte[ContentVersion.Length];
        item.Version.CopyTo(version);
        _upsert.BindBlob(8, version);
        _upsert.BindText(9, KindColumn.Name(content.Kind));
        _upsert.Bind(15, content.Body);
        if (content.Media is null)
        {
            _upsert.BindNull(16);
        }
        else
        {
            _upsert.BindText(16, _media.Write(content.Media));
        }

        if (content.Raw.IsEmpty)
        {
            _upsert.BindNull(17);
        }
        else
        {
            _upsert.BindBlob(17, content.Raw.Span);
        }
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
