namespace HistoryImport.WhatsApp;

/// <summary>The brackets that are open, a bit for each.</summary>
struct JsonBrackets(int maxDepth)
{
    const int WordBits = 64;

    // The innermost brackets, the last one lowest; the words of those around them.
    ulong _inner;
    Stack<ulong>? _outer;

    public int Depth { get; private set; }

    /// <summary>Whether the last one opened an object.</summary>
    public readonly bool IsObject => (_inner & 1) != 0;

    /// <returns>Whether it may nest this deep.</returns>
    public bool TryOpen(bool isObject)
    {
        if (Depth == maxDepth)
        {
            return false;
        }

        if (Depth > 0 && Depth % WordBits == 0)
        {
            (_outer ??= []).Push(_inner);
        }

        _inner = _inner << 1 | (isObject ? 1UL : 0UL);
        Depth++;
        return true;
    }

    public void Close()
    {
        _inner >>= 1;
        Depth--;
        if (Depth > 0 && Depth % WordBits == 0)
        {
            _inner = _outer!.Pop();
        }
    }
}
