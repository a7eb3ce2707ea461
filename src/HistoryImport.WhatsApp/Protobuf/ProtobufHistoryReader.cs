using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes a history-sync blob that lies inflated in memory, conversation by conversation, message by message.</summary>
sealed class ProtobufHistoryReader(PooledPayload payload, HistoryDecoderOptions options)
{
    const string Form = "protobuf";

    readonly SetBuilder _set = new(options);
    readonly Spellings _spellings = new();
    readonly ConversationCursor _conversation = new();
    ProtobufPhase _phase;
    HistoryFormatException? _failure;

    // The part of the top level that is sound, and where the walk over it stands.
    int _end;
    int _next;
    (int Start, int End) _brokenOff;

    // Even a set without anything in it says that it came.
    bool _tookAny;

    /// <summary>Reads the next part.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    /// <exception cref="HistoryFormatException">The payload cannot be used from here on.</exception>
    public HistorySet? ReadPart()
    {
        try
        {
            while (!_set.IsFull && _phase != ProtobufPhase.Done)
            {
                Step();
            }
        }
        catch (HistoryFormatException failure)
        {
            (_failure, _phase) = (failure, ProtobufPhase.Done);
        }

        if (_set.IsEmpty && (_tookAny || _failure is not null))
        {
            return _failure is null ? null : throw _failure;
        }

        _tookAny = true;
        return _set.Take();
    }

    void Step()
    {
        if (_phase == ProtobufPhase.Header)
        {
            ReadHeader();
        }
        else if (_conversation.HasMore)
        {
            ReadConversationField();
        }
        else if (_phase == ProtobufPhase.BrokenOff)
        {
            _phase = ProtobufPhase.Done;
        }
        else
        {
            ReadTopLevelField();
        }
    }

    void ReadHeader()
    {
        var reader = new ProtobufFieldReader(payload.Span, 0, payload.Length);
        bool isKnown = false;
        while (reader.Next(out int field))
        {
            if (_end == 0 && field == HistorySync.SyncTypeFieldNumber && reader.IsDelimited)
            {
                // Not the number of a type: the key of a single message.
                ReadMessage(0, payload.Length);
                _phase = ProtobufPhase.Done;
                return;
            }

            _end = reader.Position;
            isKnown |= ReadHeaderField(ref reader, field);
        }

        if (reader.IsMalformed)
        {
            _failure = new HistoryFormatException(_end, "it is truncated, or not protobuf.");
            _brokenOff = reader.IsTruncated && reader.Field == HistorySync.ConversationsFieldNumber ? (reader.ValueStart, payload.Length) : default;
        }
        else if (!isKnown)
        {
            throw new HistoryFormatException(0, "it is no history set: no field of one is in it.");
        }

        _phase = ProtobufPhase.Entries;
    }

    bool ReadHeaderField(ref ProtobufFieldReader reader, int field)
    {
        switch (field)
        {
            case HistorySync.SyncTypeFieldNumber:
                _set.SyncType = HeaderValues.SyncType(reader.ReadEnum(Schema.SyncType));
                return true;
            case HistorySync.ProgressFieldNumber:
                _set.Progress = HeaderValues.Progress(reader.ReadInteger());
                return true;
            case HistorySync.ChunkOrderFieldNumber:
                _set.ChunkOrder = reader.ReadInteger();
                return true;
            default:
                return field is HistorySync.ConversationsFieldNumber or HistorySync.StatusV3MessagesFieldNumber
                    or HistorySync.PushnamesFieldNumber or HistorySync.PhoneNumberToLidMappingsFieldNumber
                    or HistorySync.InlineContactsFieldNumber;
        }
    }

    void ReadTopLevelField()
    {
        var reader = new ProtobufFieldReader(payload.Span, _next, _end);
        if (!reader.Next(out int field))
        {
            NextPhase();
            return;
        }

        _next = reader.Position;
        switch (field)
        {
            case HistorySync.PushnamesFieldNumber when _phase == ProtobufPhase.Entries:
                if (EntryReader.ReadContact(ref reader) is { } contact)
                {
                    _set.Add(contact);
                    _set.AddRepairs(reader.ValueStart, PositionUnit.Byte, reader.Repairs);
                }

                break;
            case HistorySync.InlineContactsFieldNumber when _phase == ProtobufPhase.Entries:
                if (EntryReader.ReadInlineContact(ref reader) is { } inline)
                {
                    _set.Add(inline);
                    _set.AddRepairs(reader.ValueStart, PositionUnit.Byte, reader.Repairs);
                }

                break;
            case HistorySync.PhoneNumberToLidMappingsFieldNumber when _phase == ProtobufPhase.Entries:
                if (EntryReader.ReadPair(ref reader).ToClaim() is { } claim)
                {
                    _set.Add(claim);
                }

                break;
            case HistorySync.ConversationsFieldNumber when _phase == ProtobufPhase.Messages && reader.IsDelimited:
                OpenConversation(reader.ValueStart, reader.ValueEnd);
                break;
            case HistorySync.StatusV3MessagesFieldNumber when _phase == ProtobufPhase.Messages && reader.IsDelimited:
                ReadMessage(reader.ValueStart, reader.ValueEnd);
                break;
        }
    }

    void NextPhase()
    {
        _next = 0;
        if (_phase == ProtobufPhase.Entries)
        {
            _phase = ProtobufPhase.Messages;
        }
        else
        {
            _phase = ProtobufPhase.BrokenOff;
            if (_brokenOff.End > 0)
            {
                OpenConversation(_brokenOff.Start, _brokenOff.End);
            }
        }
    }

    // The fields around the messages are few, and say whose they are.
    void OpenConversation(int start, int end)
    {
        var chat = default(ChatDraft);
        var reader = new ProtobufFieldReader(payload.Span, start, end, _spellings);
        while (reader.Next(out int field))
        {
            if (field != Conversation.MessagesFieldNumber)
            {
                chat.Read(ref reader, field);
            }
        }

        _conversation.Open(chat.Id, start, end);
        if (chat.ToChat() is { } known)
        {
            _set.Add(known);
            _set.AddRepairs(start, PositionUnit.Byte, reader.Repairs);
        }
    }

    void ReadConversationField()
    {
        var reader = new ProtobufFieldReader(payload.Span, _conversation.Next, _conversation.End);
        if (!reader.Next(out int field))
        {
            if (reader.IsMalformed && _phase != ProtobufPhase.BrokenOff)
            {
                _set.AddProblem(_conversation.Next, PositionUnit.Byte, "The rest of a conversation is malformed or truncated.", _conversation.Next);
            }

            _conversation.Close();
            return;
        }

        _conversation.Next = reader.Position;
        if (field != Conversation.MessagesFieldNumber || !reader.IsDelimited)
        {
            return;
        }

        var entry = new ProtobufFieldReader(payload.Span, reader.ValueStart, reader.ValueEnd);
        while (entry.Next(out int inner))
        {
            if (inner == HistorySyncMsg.MessageFieldNumber && entry.IsDelimited)
            {
                ReadMessage(entry.ValueStart, entry.ValueEnd);
                return;
            }
        }

        _set.AddProblem(_set.TakePosition(), PositionUnit.Message, "An entry of a conversation holds no message.", reader.ValueStart);
    }

    void ReadMessage(int start, int end)
    {
        long position = _set.TakePosition();
        if (end - start > options.MaxMessageBytes)
        {
            _set.AddProblem(position, PositionUnit.Message, $"A message has {end - start} bytes, which is more than MaxMessageBytes ({options.MaxMessageBytes}).", start);
            return;
        }

        var reader = ProtobufFieldReader.At(payload.Span, start, end, _spellings);
        var finds = default(MessageFinds);
        if (MessageReader.Read(ref reader, _conversation.Id, position, ref finds) is { } message)
        {
            _set.Add(message);
            _set.AddForm(Form);
            foreach (JidClaim claim in finds.Claims ?? [])
            {
                _set.Add(claim);
            }

            _set.AddRepairs(position, PositionUnit.Message, reader.Repairs);
        }
        else
        {
            _set.AddProblem(position, PositionUnit.Message, "A message is malformed.", start);
        }
    }
}
