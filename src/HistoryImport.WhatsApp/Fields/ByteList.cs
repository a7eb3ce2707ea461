using System.Runtime.CompilerServices;

namespace HistoryImport.WhatsApp;

/// <summary>Bytes that come one by one. Keys and hashes, which is what they are, take no memory while they come.</summary>
struct ByteList
{
    Head _head;
    List<byte>? _rest;

    public int Count { get; private set; }

    /// <summary>Whether something came that is no byte; then there are none.</summary>
    public bool IsBroken { get; set; }

    public void Add(byte value)
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

    /// <summary>Gets the bytes; <see langword="null"/> for none.</summary>
    public readonly byte[]? ToArray()
    {
        ReadOnlySpan<byte> head = _head;
        return IsBroken || Count == 0 ? null : [.. head[..Math.Min(Count, Head.Size)], .. _rest ?? []];
    }

    [InlineArray(Size)]
    struct Head
    {
        public const int Size = 64;

        byte _first;
    }
}
