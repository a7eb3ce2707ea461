using System.Runtime.CompilerServices;

namespace HistoryImport.WhatsApp;

/// <summary>Bytes that come one by one, each with its index. In order, keys and hashes, which is what they are, take no memory while they come.</summary>
struct ByteList
{
    Head _head;
    List<byte>? _rest;

    // Those that came out of order.
    List<(int Index, byte Value)>? _scattered;
    bool _isBroken;

    /// <summary>Gets how many came in order.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a byte; none, where something came that is no byte, and then there are no bytes at all.</summary>
    public void Add(int index, byte? value)
    {
        if (value is not { } known)
        {
            _isBroken = true;
        }
        else if (index != Count || _scattered is not null)
        {
            (_scattered ??= []).Add((index, known));
        }
        else
        {
            Append(known);
        }
    }

    /// <summary>Gets the bytes; <see langword="null"/> for none, and where one is missing or given twice.</summary>
    public readonly byte[]? ToArray()
    {
        int scattered = _scattered?.Count ?? 0;
        if (_isBroken || Count + scattered == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> head = _head;
        byte[] bytes = [.. head[..Math.Min(Count, Head.Size)], .. _rest ?? [], .. new byte[scattered]];
        return scattered == 0 || TryFill(bytes) ? bytes : null;
    }

    readonly bool TryFill(byte[] bytes)
    {
        var isGiven = new bool[bytes.Length];
        foreach ((int index, byte value) in _scattered!)
        {
            if (index < Count || index >= bytes.Length || isGiven[index])
            {
                return false;
            }

            (bytes[index], isGiven[index]) = (value, true);
        }

        return true;
    }

    void Append(byte value)
    {
        if (Count < Head.Size)
        {
            _head[Count] = value;
        }
        else
        {
            (_rest ??= []).Add(value);
        }

        Count++;
    }

    [InlineArray(Size)]
    struct Head
    {
        public const int Size = 64;

        byte _first;
    }
}
