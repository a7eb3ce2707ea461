using System.Runtime.CompilerServices;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>An event, a history set, or whatever else is around items.</summary>
/// <param name="walk">The walk.</param>
/// <param name="parent">What is around it.</param>
/// <param name="owner">The event that it is, or is a part of.</param>
/// <param name="place">What its place says of the items in it.</param>
sealed class EventContainer(SetWalk walk, SetContainer parent, EventDraft owner, ItemPlace place) : ObjectContainer(walk, parent)
{
    readonly long _start = walk.Window.PayloadPosition;
    UnknownItems _unknown;

    // What the name of the property at hand says of what is in it.
    string? _chatName;
    string? _eventName;

    // Whether it is called data, and nobody has looked for the name of the event behind it.
    bool _isUnnamedData;

    // Whether it says itself what a history set says.
    bool _isSet;

    /// <summary>Whether it is a part of the event around it: what ends with it is not the event.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether its name says that history may stand in it, so that nothing in it is an answer, too.</summary>
    public bool IsPage { get; init; }

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case HistoryFields.Event or HistoryFields.Type or HistoryFields.Sender when next == (byte)'"':
                return StepHeader();
            case HistoryFields.Me when next == (byte)'{':
                return StepHeader();
            case HistoryFields.Event or HistoryFields.Data:
                return StepData(next);
            case IFieldReader.Unknown when _eventName is { } name:
                return StepEvent(next, new EventDraft { Name = name, IsNamed = true });
            case HistoryFields.Instance when next == (byte)'"':
                owner.HasInstance = true;
                return Walk.Pass();
            case IFieldReader.Unknown or HistoryFields.Type or HistoryFields.Sender or HistoryFields.Me or HistoryFields.Instance:
                // Some gateways write what an event says beside its name.
                return KnownEvents.Find(owner.Name, out _) == EventMeaning.Nothing ? Walk.Pass() : StepInner(next, place with { Event = owner, IsExpected = false, ChatName = _chatName ?? place.ChatName });
            case HistoryFields.Messages or HistoryFields.Chats or HistoryFields.Contacts when IsCount(next):
                return Walk.Pass();
            default:
                _isSet = true;
                Understand();
                return StepOfSet(next);
        }
    }

    public override void AddUnknown(UnknownItems unknown)
    {
        // What stands beside the wrappers that are known is anything, and mostly no history.
        if (Field is HistoryFields.Data or HistoryFields.Event or HistoryFields.Messages)
        {
            _unknown = _unknown.And(unknown);
        }
    }

    public override bool EnterObject(ItemPlace place)
    {
        bool isPart = Field == HistoryFields.Messages;
        EventDraft inner = isPart ? owner : new EventDraft { Name = place.Event?.Name, IsNamed = place.Event != owner };
        return Walk.Enter(new EventContainer(Walk, this, inner, place) { IsPart = isPart, IsPage = Field != IFieldReader.Unknown || _eventName is not null });
    }

    public override void Close()
    {
        if (Count == 0 && IsPage)
        {
            Understand();
        }

        if (!IsPart)
        {
            CloseEvent();
        }

        if (!IsUnderstood)
        {
            Parent!.AddUnknown(new UnknownItems(1, _start));
        }
        else if (!_unknown.IsNone)
        {
            Walk.AddProblem(_unknown);
        }
    }

    protected override int Find(ReadOnlySpan<byte> name)
    {
        int field = Schema.HistorySync.Find(name);
        (_chatName, _eventName) = (null, null);
        _isUnnamedData = owner.Name is null && name.SequenceEqual("data"u8);
        if (field == IFieldReader.Unknown)
        {
            _chatName = PropertyNames.ChatOf(name);
            _eventName = PropertyNames.EventOf(name);
        }

        return field;
    }

    // How many there are, or whether there are any: not they themselves.
    static bool IsCount(byte next) => next is (byte)'-' or (byte)'t' or (byte)'f' or >= (byte)'0' and <= (byte)'9';

    void CloseEvent()
    {
        Walk.Items.AddPreviews(owner);
        EventMeaning meaning = Walk.State.MeaningOf(owner.Name, out string known);
        if (!IsUnderstood && (place.IsExpected || owner.SaysItsName) && meaning is not (EventMeaning.Unknown or EventMeaning.Messages))
        {
            // A group of which only a setting changed, say. What stands beside the data of an event is not the event.
            Walk.Set.AddWithoutHistory(known);
            Understand();
            _unknown = default;
        }

        if (_isSet || owner.IsNamed || place.Event is null)
        {
            Walk.State.IsFlushing |= _isSet || owner.IsKnown || !Walk.Set.IsEmpty;
        }
    }

    bool StepOfSet(byte next)
    {
        switch (Field)
        {
            case HistoryFields.Messages:
                return StepInner(next, place with { Event = owner, IsMain = true, IsExpected = true });
            case HistorySync.StatusV3MessagesFieldNumber when next == (byte)'[':
                return Walk.Enter(new ItemsContainer(Walk, this, new ItemPlace { IsExpected = true }));
            case HistorySync.ConversationsFieldNumber when next == (byte)'[':
                return Walk.Enter(new ChatsContainer(Walk, this, place with { Event = owner }));
            case HistoryFields.Chats when next is (byte)'[' or (byte)'{':
                return Walk.Enter(new ChatsContainer(Walk, this, place with { Event = owner, IsPreview = true }, next == (byte)'{'));
            case HistoryFields.Contacts or HistorySync.PushnamesFieldNumber or HistorySync.InlineContactsFieldNumber when next is (byte)'[' or (byte)'{':
                return Walk.Enter(new EntriesContainer(Walk, this, EntryKind.Contact, next == (byte)'{'));
            case HistorySync.PhoneNumberToLidMappingsFieldNumber when next == (byte)'[':
                return Walk.Enter(new EntriesContainer(Walk, this, EntryKind.Pair));
            case HistorySync.SyncTypeFieldNumber or HistorySync.ProgressFieldNumber or HistorySync.ChunkOrderFieldNumber or HistoryFields.RequestId:
                return StepHeader();
            default:
                return Walk.Pass();
        }
    }

    // What a webhook or a page is about.
    bool StepData(byte next)
    {
        if (_isUnnamedData)
        {
            _isUnnamedData = false;
            owner.Name ??= EventAhead.Find(Walk.Window.Unread);
        }

        return next is (byte)'[' or (byte)'{' or (byte)'"' ? StepEvent(next, owner) : Walk.Pass();
    }

    // The name of an event says what its data is.
    bool StepEvent(byte next, EventDraft inner)
    {
        EventMeaning meaning = Walk.State.MeaningOf(inner.Name, out string known);
        ItemPlace inside = place with { Event = inner, IsExpected = inner.Name is not null };
        switch (meaning)
        {
            case EventMeaning.Nothing:
                if (inner != owner)
                {
                    Walk.Set.AddWithoutHistory(known);
                    Understand();
                }

                return Walk.Pass();
            case EventMeaning.Pairs when next is (byte)'[' or (byte)'{':
                return Walk.StepValue((ref JsonFieldReader reader) => ReadPairs(ref reader, inner == owner ? null : known));
            case EventMeaning.Contacts when next == (byte)'[' && known.StartsWith("contacts", StringComparison.Ordinal):
                owner.IsKnown = true;
                Understand();
                return Walk.Enter(new EntriesContainer(Walk, this, EntryKind.Contact));
            case EventMeaning.Chats when next == (byte)'[':
                owner.IsKnown = true;
                Understand();
                return Walk.Enter(new ChatsContainer(Walk, this, inside));
            default:
                owner.IsKnown |= next == (byte)'[';
                return StepInner(next, inside);
        }
    }

    // One object, or a list of them.
    void ReadPairs(ref JsonFieldReader reader, string? countedAs)
    {
        bool isAny = false;
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            foreach (JidClaim claim in NamedPairs.Read(ref reader).Claims())
            {
                Walk.Set.Add(claim);
                isAny = true;
            }
        }

        if (isAny || countedAs is not null)
        {
            Understand();
        }

        if (!isAny && countedAs is not null)
        {
            Walk.Set.AddWithoutHistory(countedAs);
        }
    }

    bool StepInner(byte next, ItemPlace inside)
    {
        switch (next)
        {
            case (byte)'[':
                return Walk.Enter(new ItemsContainer(Walk, this, inside) { IsPage = Field != IFieldReader.Unknown });
            case (byte)'{':
                return StepObject(inside);
            case (byte)'"' when Walk.Window.Unread.Length < JsonTexts.Telling && !Walk.Window.IsAtEnd:
                return false;
            case (byte)'"' when JsonTexts.IsOne(Walk.Window.Unread) && Walk.State.HasRoom:
                Walk.Consume(1);
                Walk.State.OpenText(Walk.Window, this, inside);
                return true;
            default:
                return Walk.Pass();
        }
    }

    bool StepObject(ItemPlace inside)
    {
        ItemKind kind = Walk.Sniff(out IDialect? dialect);
        switch (kind)
        {
            case ItemKind.Undecided:
                return false;
            case ItemKind.Item:
                bool isDone = Walk.Items.Step(this, inside, dialect!);
                owner.IsKnown |= isDone;
                return isDone;
            default:
                return Walk.EnterObject(kind, this, inside);
        }
    }

    bool StepHeader()
    {
        Taken taken = Walk.Take(out ReadOnlySpan<byte> value);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        bool isText = Field is HistoryFields.Event or HistoryFields.Type or HistoryFields.Sender;
        if (isText && !value.Contains((byte)'\\'))
        {
            Repairs ignored = default;
            EventHeader.ReadText(Walk.Spellings.FromUtf8(value[1..^1], ref ignored), Field, owner, Walk.Set);
        }
        else
        {
            ReadHeader(value);
        }

        Walk.Consume(value.Length);
        return true;
    }

    // Never inlined: else room for a reader would be cleared for every plain text, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void ReadHeader(ReadOnlySpan<byte> value)
    {
        if (Walk.TryRead(value, out JsonFieldReader reader))
        {
            EventHeader.Read(ref reader, Field, owner, Walk.Set);
        }
    }
}
