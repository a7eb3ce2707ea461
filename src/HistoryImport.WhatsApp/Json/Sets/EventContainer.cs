using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>An event, or a history set.</summary>
sealed class EventContainer(SetWalk walk, EventDraft owner) : ObjectContainer(walk)
{
    readonly SetWalk _walk = walk;

    public override bool Step(byte next)
    {
        owner.IsKnown |= Field == HistoryFields.Data
            ? next == (byte)'['
            : Field is not (IFieldReader.Unknown or HistoryFields.Event);
        switch (Field)
        {
            case HistoryFields.Messages when next == (byte)'[':
                owner.HasMessages = true;
                return _walk.Enter(new MessagesContainer(_walk, new ItemPlace { Event = owner }));
            case HistoryFields.Messages or HistoryFields.Data when next == (byte)'{':
                return StepData();
            case HistoryFields.Data when next == (byte)'[':
                return _walk.Enter(DataOf(owner.Name));
            case HistorySync.StatusV3MessagesFieldNumber when next == (byte)'[':
                return _walk.Enter(new MessagesContainer(_walk, new ItemPlace()));
            case HistorySync.ConversationsFieldNumber when next == (byte)'[':
                return _walk.Enter(new ChatsContainer(_walk, new ItemPlace { Event = owner }));
            case HistoryFields.Chats when next == (byte)'[':
                return _walk.Enter(new ChatsContainer(_walk, new ItemPlace { Event = owner, IsPreview = true }));
            case HistoryFields.Contacts or HistorySync.PushnamesFieldNumber when next == (byte)'[':
                return _walk.Enter(new EntriesContainer(_walk, areContacts: true));
            case HistorySync.PhoneNumberToLidMappingsFieldNumber when next == (byte)'[':
                return _walk.Enter(new EntriesContainer(_walk, areContacts: false));
            case HistorySync.SyncTypeFieldNumber or HistorySync.ProgressFieldNumber or HistorySync.ChunkOrderFieldNumber
                or HistoryFields.RequestId or HistoryFields.Event:
                return StepHeader();
            default:
                return _walk.Pass();
        }
    }

    public override void Close()
    {
        if (!owner.HasMessages)
        {
            _walk.Items.AddPreviews(owner);
        }

        _walk.IsAnythingKnown |= owner.IsKnown;
        _walk.IsFlushing = owner.IsKnown || !_walk.Set.IsEmpty;
    }

    protected override int Find(ReadOnlySpan<byte> name) => Schema.HistorySync.Find(name);

    // A webhook says in its name what the bare array in it is.
    JsonContainer DataOf(string? eventName)
    {
        if (eventName?.StartsWith("contacts", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new EntriesContainer(_walk, areContacts: true);
        }

        var place = new ItemPlace { Event = owner };
        return eventName?.StartsWith("chats", StringComparison.OrdinalIgnoreCase) == true
            ? new ChatsContainer(_walk, place)
            : new ItemsContainer(_walk, place);
    }

    // Data is an event, or one message.
    bool StepData()
    {
        switch (_walk.Sniff(ItemKind.Container, out IDialect? dialect))
        {
            case ItemKind.Undecided:
                return false;
            case ItemKind.Item:
                bool isDone = _walk.Items.Step(new ItemPlace { Event = owner }, dialect!);
                owner.IsKnown |= isDone;
                return isDone;
            default:
                return _walk.Walker.HasRoom ? _walk.Enter(new EventContainer(_walk, new EventDraft { Name = owner.Name })) : _walk.Pass();
        }
    }

    bool StepHeader()
    {
        Taken taken = _walk.Take(out ReadOnlySpan<byte> value);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (_walk.TryRead(value, out JsonFieldReader reader))
        {
            ReadHeader(ref reader);
        }

        _walk.Consume(value.Length);
        return true;
    }

    void ReadHeader(ref JsonFieldReader reader)
    {
        SetBuilder set = _walk.Set;
        switch (Field)
        {
            case HistorySync.SyncTypeFieldNumber: set.SyncType = HeaderValues.SyncType(reader.ReadEnum(Schema.SyncType)); break;
            case HistorySync.ProgressFieldNumber: set.Progress = HeaderValues.Progress(reader.ReadInteger()); break;
            case HistorySync.ChunkOrderFieldNumber: set.ChunkOrder = reader.ReadInteger(); break;
            case HistoryFields.RequestId: set.RequestId = Texts.OrNull(reader.ReadText()); break;
            default: owner.Name = reader.ReadText(); break;
        }
    }
}
