namespace HistoryImport.WhatsApp;

/// <summary>What the walks over a payload, and over the texts in it that hold JSON, share.</summary>
sealed class WalkState
{
    // A text in a text in a text is what careless programs make; deeper ones are made on purpose.
    const int MaxTexts = 4;

    readonly List<SetWalk> _walks = [];

    // Documents in which nothing was understood, as long as nothing at all was.
    UnknownItems _unknown;
    int _depth;

    // The event that was met last: most streams have one kind of them.
    string? _eventName;
    EventMeaning _eventMeaning;
    string _knownEvent = "";

    public WalkState(PayloadWindow window, HistoryDecoderOptions options)
    {
        Options = options;
        Set = new SetBuilder(options);
        Current = new SetWalk(this, window);
        _walks.Add(Current);
    }

    public HistoryDecoderOptions Options { get; }

    public SetBuilder Set { get; }

    public Spellings Spellings { get; } = new();

    /// <summary>Whether an event ended, and with it the part.</summary>
    public bool IsFlushing { get; set; }

    /// <summary>Whether anything so far was understood.</summary>
    public bool IsAnythingKnown => _walks[0].Documents.IsUnderstood;

    /// <summary>The innermost walk.</summary>
    public SetWalk Current { get; private set; }

    /// <summary>Whether the walk is inside a text.</summary>
    public bool IsInText => _depth > 0;

    /// <summary>Whether one text more may be opened.</summary>
    public bool HasRoom => _depth < MaxTexts;

    /// <summary>Gets what an event tells, as <see cref="KnownEvents.Find"/> does.</summary>
    public EventMeaning MeaningOf(string? name, out string known)
    {
        if (name is not null && !ReferenceEquals(name, _eventName))
        {
            _eventName = name;
            _eventMeaning = KnownEvents.Find(name, out _knownEvent);
        }

        known = name is null ? "" : _knownEvent;
        return name is null ? EventMeaning.Unknown : _eventMeaning;
    }

    /// <summary>Goes into the text at hand, behind whose quote the window stands.</summary>
    public void OpenText(PayloadWindow outer, SetContainer parent, ItemPlace place)
    {
        _depth++;
        if (_depth == _walks.Count)
        {
            _walks.Add(new SetWalk(this, new TextWindow()));
        }

        Current = _walks[_depth];
        Current.Restart(outer, parent, place);
    }

    /// <summary>Leaves the text at whose end the walk is.</summary>
    public void CloseText()
    {
        _depth--;
        Current = _walks[_depth];
    }

    /// <summary>Nothing in a document was understood. It is a problem if something in another is.</summary>
    public void AddUnknown(UnknownItems unknown)
    {
        _unknown = _unknown.And(unknown);
        TellUnknown();
    }

    /// <summary>Says what was not understood, if anything was.</summary>
    public void TellUnknown()
    {
        if (IsAnythingKnown && !_unknown.IsNone)
        {
            Set.AddProblem(_unknown.First, PositionUnit.Byte, _unknown.Reason, _unknown.First);
            _unknown = default;
        }
    }

    public void Dispose()
    {
        foreach (SetWalk walk in _walks.Skip(1))
        {
            walk.Window.Dispose();
        }
    }
}
