using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>The walk over one payload, or over one text that holds JSON: what its containers share.</summary>
sealed class SetWalk
{
    readonly WalkState _state;
    readonly JsonValues _values;

    public SetWalk(WalkState state, PayloadWindow window)
    {
        _state = state;
        Window = window;
        Lines = new DocumentLines(window, state.Set);
        _values = new JsonValues(window, Lines, state.Options);
        Walker = new JsonWalker(window, Lines, _values);
        Items = new ItemReader(this, window, _values);
        Documents = new DocumentsContainer(this, null, new ItemPlace { IsDocument = true, IsExpected = true });
        Walker.Begin(Documents);
    }

    public PayloadWindow Window { get; }

    public WalkState State => _state;

    public HistoryDecoderOptions Options => _state.Options;

    public SetBuilder Set => _state.Set;

    public Spellings Spellings => _state.Spellings;

    public DocumentLines Lines { get; }

    public JsonWalker Walker { get; }

    public ItemReader Items { get; }

    /// <summary>What is around everything in it.</summary>
    public DocumentsContainer Documents { get; private set; }

    /// <summary>Whether it ends in the middle of something.</summary>
    public bool IsUnfinished => Walker.IsInside || _values.IsPassing || !Window.Unread.IsEmpty;

    public JsonFault EndFault() =>
        new(Window.Position + Window.Unread.Length, "it ends in the middle of a value.", isBehindLineBreak: false);

    /// <summary>Starts over, with a text.</summary>
    public void Restart(PayloadWindow outer, SetContainer parent, ItemPlace place)
    {
        ((TextWindow)Window).Open(outer);
        Documents = new DocumentsContainer(this, parent, place with { IsDocument = false });
        Lines.Restart();
        Walker.Begin(Documents);
    }

    /// <summary>Starts to pass over the value at hand.</summary>
    /// <returns>True, for what takes a step.</returns>
    public bool Pass()
    {
        _values.BeginPass();
        return true;
    }

    /// <summary>Goes into the text at hand, if it holds JSON.</summary>
    /// <returns>False if more of it is needed to tell; <see langword="null"/> if it is any other text.</returns>
    public bool? StepText(SetContainer container, ItemPlace place)
    {
        if (Window.Unread.Length < JsonTexts.Telling && !Window.IsAtEnd)
        {
            return false;
        }

        if (!JsonTexts.IsOne(Window.Unread) || !State.HasRoom)
        {
            return null;
        }

        Consume(1);
        State.OpenText(Window, container, place);
        return true;
    }

    /// <summary>Goes into the object at hand, which is no item: it is around some.</summary>
    /// <param name="kind">What it was told to be.</param>
    /// <param name="container">What is around it.</param>
    /// <param name="place">Where it stands.</param>
    public bool EnterObject(ItemKind kind, SetContainer container, ItemPlace place) => kind switch
    {
        ItemKind.Chat => Enter(new ChatContainer(this, container, place, null)),
        ItemKind.Webhook => Enter(new WebhookContainer(new WebhookPart(this, container), place.Event)),
        ItemKind.WebhookValue => Enter(WebhookValueContainer.Alone(new WebhookPart(this, container), place.Event)),
        _ => container.EnterObject(place),
    };

    /// <summary>Goes into the object or array at hand; passes over it if too many are open.</summary>
    /// <returns>True, for what takes a step.</returns>
    public bool Enter(JsonContainer container)
    {
        if (!Walker.HasRoom)
        {
            return Pass();
        }

        Walker.Enter(container);
        return true;
    }

    /// <summary>Tells what the object at hand is. One that is too large to be looked at whole holds items.</summary>
    public ItemKind Sniff(out IDialect? dialect)
    {
        ItemKind kind = ItemSniffer.Tell(Window.Unread, Window.IsAtEnd, out dialect);
        bool isTooLong = Window.Unread.Length > Options.MaxMessageBytes || Window.IsAtEnd;
        return kind == ItemKind.Undecided && isTooLong ? ItemKind.Neither : kind;
    }

    /// <summary>Gets the value at hand if it is all there. One that cannot be had is a problem, and passed over.</summary>
    public Taken Take(out ReadOnlySpan<byte> value, bool isMessage = false)
    {
        Taken taken = _values.Take(out value, mayCut: isMessage);
        AddProblemOf(taken, isMessage);
        if (_values.HasCut)
        {
            Set.AddKept(Set.NextPosition, PositionUnit.Message, $"Media that stand in an element made it larger than MaxMessageBytes ({Options.MaxMessageBytes}); it is kept without them.");
        }

        return taken;
    }

    /// <summary>Says why a value cannot be had.</summary>
    public void AddProblemOf(Taken taken, bool isMessage = false)
    {
        if (taken == Taken.TooLarge)
        {
            AddProblem($"An element has more than MaxMessageBytes ({Options.MaxMessageBytes}) bytes.", isMessage);
        }
        else if (taken == Taken.TooDeep)
        {
            AddProblem($"An element nests deeper than MaxJsonDepth ({Options.MaxJsonDepth}).", isMessage);
        }
    }

    /// <summary>The value that was taken is done with.</summary>
    public void Consume(int length) => _values.Consume(length);

    /// <summary>Reads the value at hand, as soon as it is whole. One that is too large is a problem, and passed.</summary>
    /// <returns>Whether to go on; <see langword="false"/> if more bytes are wanted first.</returns>
    public bool StepValue(ValueReader read)
    {
        Taken taken = Take(out ReadOnlySpan<byte> value);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (TryRead(value, out JsonFieldReader reader))
        {
            read(ref reader);
        }

        Consume(value.Length);
        return true;
    }

    public bool TryRead(ReadOnlySpan<byte> value, out JsonFieldReader reader)
    {
        try
        {
            reader = new JsonFieldReader(value, Options.MaxJsonDepth, Spellings);
            return !reader.IsNull;
        }
        catch (JsonException)
        {
            reader = default;
            throw Lines.Fault("this is not JSON.");
        }
    }

    public void AddProblem(string reason, bool isMessage = false)
    {
        if (isMessage)
        {
            Set.AddProblem(Set.TakePosition(), PositionUnit.Message, reason, Window.PayloadPosition);
        }
        else
        {
            Set.AddProblem(Window.PayloadPosition, PositionUnit.Byte, reason, Window.PayloadPosition);
        }
    }

    public void AddProblem(UnknownItems unknown) => Set.AddProblem(unknown.First, PositionUnit.Byte, unknown.Reason, Window.PayloadPosition);

    /// <summary>Says that something is kept, but not as it was sent.</summary>
    public void AddKept(string reason) => Set.AddKept(Window.PayloadPosition, PositionUnit.Byte, reason);

    public void AddRepairs(Repairs repairs) => Set.AddRepairs(Window.PayloadPosition, PositionUnit.Byte, repairs);
}
