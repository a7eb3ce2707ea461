using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>What the containers of one payload share: where they read from, and the set that they fill.</summary>
sealed class SetWalk
{
    readonly PayloadWindow _window;
    readonly JsonValues _values;

    public SetWalk(PayloadWindow window, HistoryDecoderOptions options)
    {
        _window = window;
        Options = options;
        Set = new SetBuilder(options);
        Lines = new DocumentLines(window, Set);
        _values = new JsonValues(window, Lines, options);
        Walker = new JsonWalker(window, Lines, _values);
        Items = new ItemReader(this, window, _values);
        Walker.Begin(new DocumentsContainer(this));
    }

    public HistoryDecoderOptions Options { get; }

    public SetBuilder Set { get; }

    public DocumentLines Lines { get; }

    public JsonWalker Walker { get; }

    public ItemReader Items { get; }

    public Spellings Spellings { get; } = new();

    /// <summary>Whether anything so far was history.</summary>
    public bool IsAnythingKnown { get; set; }

    /// <summary>Whether an event ended, and with it the part.</summary>
    public bool IsFlushing { get; set; }

    /// <summary>Whether the payload ends in the middle of something.</summary>
    public bool IsUnfinished => Walker.IsInside || _values.IsPassing || !_window.Unread.IsEmpty;

    public JsonFault EndFault() =>
        new(_window.Position + _window.Unread.Length, "it ends in the middle of a value.", isBehindLineBreak: false);

    /// <summary>Starts to pass over the value at hand.</summary>
    /// <returns>True, for what takes a step.</returns>
    public bool Pass()
    {
        _values.BeginPass();
        return true;
    }

    /// <summary>Goes into the object or array at hand.</summary>
    /// <returns>True, for what takes a step.</returns>
    public bool Enter(JsonContainer container)
    {
        Walker.Enter(container);
        return true;
    }

    /// <summary>Tells what the object at hand is. One that is too large to be looked at whole holds items.</summary>
    public ItemKind Sniff(ItemKind otherwise, out IDialect? dialect)
    {
        ItemKind kind = ItemSniffer.Tell(_window.Unread, _window.IsAtEnd, out dialect);
        bool isTooLong = _window.Unread.Length > Options.MaxMessageBytes || _window.IsAtEnd;
        return kind == ItemKind.Neither || kind == ItemKind.Undecided && isTooLong ? otherwise : kind;
    }

    /// <summary>Gets the value at hand if it is all there. One that cannot be had is a problem, and passed over.</summary>
    public Taken Take(out ReadOnlySpan<byte> value, bool isMessage = false)
    {
        Taken taken = _values.Take(out value);
        AddProblemOf(taken, isMessage);
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
    public void Consume(int length) => _window.Advance(length);

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

    public void AddProblem(string reason, bool isMessage = false) =>
        Set.AddProblem(isMessage ? Set.TakePosition() : _window.Position, reason, _window.Position);

    /// <summary>Says that something is kept, but not as it was sent.</summary>
    public void AddKept(string reason) => Set.AddKept(_window.Position, reason);

    public void AddRepairs(Repairs repairs) => Set.AddRepairs(_window.Position, repairs);
}
