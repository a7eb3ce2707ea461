using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

// Reads properties, elements and entries.
sealed partial class JsonHistoryReader
{
    bool StepName(JsonFrame frame, byte next)
    {
        if (next != (byte)'"')
        {
            throw Fault("a property name is expected here.");
        }

        FieldNames names = frame.Scope == JsonScope.Event ? Schema.HistorySync : Schema.Chat;
        Taken taken = Take(out ReadOnlySpan<byte> element);
        if (taken == Taken.Incomplete)
        {
            return false;
        }

        int field = IFieldReader.Unknown;
        if (taken == Taken.Whole)
        {
            // Escapes in a name are legal and unheard of: such a name is taken for an unknown one.
            field = frame.Scope == JsonScope.Chat && element.SequenceEqual("\"messages\""u8) ? HistoryFields.Messages : names.Find(element[1..^1]);
            window.Advance(element.Length);
        }

        frame.Field = field;
        frame.Expects = JsonExpectation.Colon;
        return true;
    }

    bool StepProperty(JsonFrame frame, byte next)
    {
        bool isDone = frame.Scope == JsonScope.Chat ? StepChatProperty(frame, next) : StepEventProperty(frame, frame.Owner!, next);
        if (isDone)
        {
            frame.Expects = JsonExpectation.Comma;
        }

        return isDone;
    }

    bool StepChatProperty(JsonFrame frame, byte next)
    {
        if (frame.Field == HistoryFields.Messages)
        {
            return next == (byte)'[' ? EnterMessages(frame) : BeginPass();
        }

        if (frame.Field == IFieldReader.Unknown)
        {
            return BeginPass();
        }

        Taken taken = Take(out ReadOnlySpan<byte> element);
        if (taken == Taken.Whole)
        {
            if (TryRead(element, out JsonFieldReader reader))
            {
                frame.Chat.Read(ref reader, frame.Field);
            }

            window.Advance(element.Length);
        }

        return taken != Taken.Incomplete;
    }

    bool EnterMessages(JsonFrame chat)
    {
        Enter(JsonScope.Messages, chat.Owner, chat.IsPreview, chat.Chat.Id);
        if (chat.Chat.Id is null && !chat.IsPreview)
        {
            _frames.Peek().Forwarded = chat.Forwarded ??= new ForwardedChat();
        }

        return true;
    }

    bool StepEventProperty(JsonFrame frame, JsonEvent owner, byte next)
    {
        owner.IsKnown |= frame.Field == HistoryFields.Data
            ? next == (byte)'['
            : frame.Field is not (IFieldReader.Unknown or HistoryFields.Event);
        switch (frame.Field)
        {
            case HistoryFields.Messages when next == (byte)'[':
                owner.HasMessages = true;
                return Enter(JsonScope.Messages, owner);
            case HistoryFields.Messages or HistoryFields.Data when next == (byte)'{':
                return StepData(owner);
            case HistoryFields.Data when next == (byte)'[':
                return Enter(ScopeOf(owner.Name), owner);
            case HistorySync.StatusV3MessagesFieldNumber when next == (byte)'[':
                return Enter(JsonScope.Messages, null);
            case HistorySync.ConversationsFieldNumber when next == (byte)'[':
                return Enter(JsonScope.Chats, owner);
            case HistoryFields.Chats when next == (byte)'[':
                return Enter(JsonScope.Chats, owner, isPreview: true);
            case HistoryFields.Contacts or HistorySync.PushnamesFieldNumber when next == (byte)'[':
                return Enter(JsonScope.Contacts, owner);
            case HistorySync.PhoneNumberToLidMappingsFieldNumber when next == (byte)'[':
                return Enter(JsonScope.Mappings, owner);
            case HistorySync.SyncTypeFieldNumber or HistorySync.ProgressFieldNumber or HistorySync.ChunkOrderFieldNumber
                or HistoryFields.RequestId or HistoryFields.Event:
                return StepHeader(frame.Field, owner);
            default:
                return BeginPass();
        }
    }

    // A webhook says in its name what the bare array in it is.
    static JsonScope ScopeOf(string? eventName) =>
        eventName is null ? JsonScope.Items
        : eventName.StartsWith("contacts", StringComparison.OrdinalIgnoreCase) ? JsonScope.Contacts
        : eventName.StartsWith("chats", StringComparison.OrdinalIgnoreCase) ? JsonScope.Chats
        : JsonScope.Items;

    // Data is an event, or one message.
    bool StepData(JsonEvent owner)
    {
        JsonItemKind kind = Sniff(JsonItemKind.Event);
        if (kind == JsonItemKind.Undecided)
        {
            return false;
        }

        if (kind == JsonItemKind.Message)
        {
            bool isDone = StepMessage(null, null);
            owner.IsKnown |= isDone;
            return isDone;
        }

        return _frames.Count < MaxFrames ? Enter(JsonScope.Event, new JsonEvent { Name = owner.Name }) : BeginPass();
    }

    bool StepHeader(int field, JsonEvent owner)
    {
        Taken taken = Take(out ReadOnlySpan<byte> element);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (TryRead(element, out JsonFieldReader reader))
        {
            switch (field)
            {
                case HistorySync.SyncTypeFieldNumber: _set.SyncType = HeaderValues.SyncType(reader.ReadEnum(Schema.SyncType)); break;
                case HistorySync.ProgressFieldNumber: _set.Progress = HeaderValues.Progress(reader.ReadInteger()); break;
                case HistorySync.ChunkOrderFieldNumber: _set.ChunkOrder = reader.ReadInteger(); break;
                case HistoryFields.RequestId: _set.RequestId = Texts.OrNull(reader.ReadText()); break;
                default: owner.Name = reader.ReadText(); break;
            }
        }

        window.Advance(element.Length);
        return true;
    }

    bool StepEntry(JsonScope scope)
    {
        Taken taken = Take(out ReadOnlySpan<byte> element);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (TryRead(element, out JsonFieldReader reader))
        {
            ReadEntry(scope, ref reader);
        }

        window.Advance(element.Length);
        return true;
    }

    void ReadEntry(JsonScope scope, ref JsonFieldReader reader)
    {
        try
        {
            if (scope == JsonScope.Contacts && EntryReader.ReadContact(ref reader) is { } contact)
            {
                _set.Add(contact);
            }
            else if (scope == JsonScope.Mappings && EntryReader.ReadMapping(ref reader) is { } claim)
            {
                _set.Add(claim);
            }
        }
        catch (System.Text.Json.JsonException)
        {
            AddProblem("A contact or mapping is not valid JSON.");
        }
    }

    bool StepMessage(JsonFrame? frame, string? chatId)
    {
        bool isRepeat = PreviewOf(frame) is { HasMessages: true };

        // A message that is the first document also tells whether documents stand on one line.
        bool isMeasured = frame is null && !_isLines;
        if (!isRepeat && !isMeasured && !_isScanning && TryDecode(frame, chatId))
        {
            return true;
        }

        Taken taken = Take(out ReadOnlySpan<byte> element, isMessage: true);
        _isAnythingKnown |= taken != Taken.Incomplete;
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (!isRepeat)
        {
            Decode(element, frame, chatId);
        }

        window.Advance(element.Length);
        return true;
    }

    // Nearly every message is whole and sound; looking for the end first would read it twice.
    bool TryDecode(JsonFrame? frame, string? chatId)
    {
        HistoryMessage? message = JsonMessageDecoder.TryDecode(window.Unread, options.MaxJsonDepth, chatId, _set.NextPosition, out int length);
        if (message is null || length > options.MaxMessageBytes)
        {
            return false;
        }

        _isAnythingKnown = true;
        Add(message, frame);
        window.Advance(length);
        return true;
    }

    void Decode(ReadOnlySpan<byte> element, JsonFrame? frame, string? chatId)
    {
        (HistoryMessage? message, string? problem) = JsonMessageDecoder.Decode(element, options.MaxJsonDepth, chatId, _set.NextPosition);
        if (message is null)
        {
            _set.AddProblem(_set.TakePosition(), problem ?? "An element that should be a message holds none.", window.Position);
        }
        else
        {
            Add(message, frame);
        }
    }

    void Add(HistoryMessage message, JsonFrame? frame)
    {
        if (PreviewOf(frame) is { } owner)
        {
            if (!owner.AddPreview(message, options.BatchBytes))
            {
                // No room to wait: a repeat does no harm.
                AddPreviews(owner);
            }

            return;
        }

        _set.TakePosition();
        if (frame?.Forwarded is null || !frame.Forwarded.TryKeep(message, options.BatchBytes))
        {
            _set.Add(message);
        }
    }

    // The event whose messages these may only repeat.
    static JsonEvent? PreviewOf(JsonFrame? frame) => frame is { IsPreview: true, Owner.HasMessagesInChats: false } ? frame.Owner : null;

    void AddPreviews(JsonEvent owner)
    {
        foreach (HistoryMessage message in owner.TakePreviews())
        {
            _set.Add(message with { Position = _set.TakePosition() });
        }
    }
}
