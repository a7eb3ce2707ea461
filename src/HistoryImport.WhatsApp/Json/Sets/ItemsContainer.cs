namespace HistoryImport.WhatsApp;

/// <summary>An array of items, or of what is around items.</summary>
sealed class ItemsContainer(SetWalk walk, SetContainer parent, ItemPlace place) : SetContainer(walk, parent)
{
    // Quotes, and what may stand between a name and the value behind it.
    const int Around = 64;

    UnknownItems _unknown;
    bool _hasItems;

    /// <summary>Whether it is known to be an array of items, so that none in it are an answer, too.</summary>
    public bool IsPage { get; init; }

    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        switch (next)
        {
            case (byte)'{':
                return StepObject();
            case (byte)'[':
                return Walk.Enter(new ItemsContainer(Walk, this, place));
            case (byte)'"' when Walk.StepText(this, place) is { } isDone:
                return isDone;
            case (byte)'"' when Count == 0 && StepName() is { } isDone:
                return isDone;
            default:
                return place.IsExpected ? Walk.Items.Step(this, place, KnownDialects.WebMessageInfo) : Walk.Pass();
        }
    }

    public override void AddUnknown(UnknownItems unknown)
    {
        if (place.IsExpected)
        {
            Walk.AddProblem(unknown);
        }
        else
        {
            _unknown = _unknown.And(unknown);
        }
    }

    public override void Close()
    {
        if (place is { IsPreview: true, Event: { } owner } && Count > 1)
        {
            owner.HasMessagesInChats = true;
        }

        if (Count == 0 && place.IsExpected && Parent is ItemsContainer { _hasItems: true })
        {
            Walk.AddProblem("An element that should be a message is no object.", isMessage: true);
        }

        if (Count == 0 && IsPage)
        {
            Understand();
        }

        if (!_unknown.IsNone && IsUnderstood)
        {
            Walk.AddProblem(_unknown);
        }
        else if (!_unknown.IsNone)
        {
            Parent!.AddUnknown(_unknown);
        }
    }

    // A chat or an event, and behind it what is of it: an entry of a map, or what a socket emits.
    bool? StepName()
    {
        ReadOnlySpan<byte> unread = Walk.Window.Unread;
        int length = unread[1..Math.Min(unread.Length, PropertyNames.Longest + 2)].IndexOf((byte)'"');
        if (unread.Length < PropertyNames.Longest + Around && !Walk.Window.IsAtEnd)
        {
            return false;
        }

        if (length < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> name = unread.Slice(1, length);
        if (PropertyNames.ChatOf(name) is { } chat)
        {
            place = place with { ChatName = chat };
        }
        else if (PropertyNames.EventOf(name) is { } known)
        {
            place = place with { Event = new EventDraft { Name = known } };
        }
        else if (Parent is not ItemsContainer || !IsBeforeValue(unread[(length + 2)..]))
        {
            return null;
        }

        Walk.Consume(length + 2);
        return true;
    }

    // In a map by id an entry is the id, and behind it what is of it.
    static bool IsBeforeValue(ReadOnlySpan<byte> behind)
    {
        behind = behind.TrimStart(" \t\r\n"u8);
        behind = behind.StartsWith((byte)',') ? behind[1..].TrimStart(" \t\r\n"u8) : default;
        return behind.StartsWith((byte)'{') || behind.StartsWith((byte)'[');
    }

    public override bool EnterObject(ItemPlace place) => Walk.Enter(new EventContainer(Walk, this, InnerDraft, place) { IsPart = place.IsMain });

    EventDraft InnerDraft => place.IsMain ? place.Event! : new EventDraft { Name = place.Event?.Name };

    bool StepObject()
    {
        ItemKind kind = Walk.Sniff(out IDialect? dialect);
        switch (kind)
        {
            case ItemKind.Undecided:
                return false;
            case ItemKind.Item:
                _hasItems = true;
                return Walk.Items.Step(this, place, dialect!);
            default:
                return Walk.EnterObject(kind, this, place);
        }
    }
}
