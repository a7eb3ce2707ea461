using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

// Reads properties.
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

        // However many there are, none is kept; but nobody writes so many in good faith.
        if (++frame.Count == options.MaxJsonProperties + 1L)
        {
            _set.AddKept(window.Position, $"An object has more than MaxJsonProperties ({options.MaxJsonProperties}) properties; it is read all the same.");
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
                _set.AddRepairs(window.Position, reader.Repairs);
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
}
