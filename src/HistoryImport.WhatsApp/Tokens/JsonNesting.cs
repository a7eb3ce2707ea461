namespace HistoryImport.WhatsApp;

/// <summary>Which objects and arrays are open. Copies do not disturb each other.</summary>
struct JsonNesting
{
    const int Level = 64;

    // One bit for each of the innermost: 1 for an object, the last one lowest.
    ulong _objects;
    Outer? _outer;

    /// <summary>Gets how many are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the innermost is an object.</summary>
    public readonly bool IsInObject => (_objects & 1) != 0;

    public void Open(bool isObject)
    {
        if (Depth > 0 && Depth % Level == 0)
        {
            _outer = new Outer(_objects, _outer);
        }

        _objects = _objects << 1 | (isObject ? 1UL : 0UL);
        Depth++;
    }

    public void Close()
    {
        _objects >>= 1;
        Depth--;
        if (Depth > 0 && Depth % Level == 0)
        {
            (_objects, _outer) = (_outer!.Objects, _outer.Next);
        }
    }

    sealed record Outer(ulong Objects, Outer? Next);
}
