using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>Copies a value that has more bytes than one may have, and leaves out media that stand in it as text or as numbers.</summary>
/// <remarks>What is left out becomes null. Of a text only base64 under a name of media is left out: words are not media however many.</remarks>
sealed class MediaCutter(int mostBytes) : IDisposable
{
    static readonly SearchValues<byte> _marks = SearchValues.Create("\"{}[],"u8);

    // A message may have a few of these, and still pass the bound no more than it would by its words.
    readonly int _longest = mostBytes / 8;
    readonly Stack<int> _starts = new();
    byte[] _kept = [];
    int _length;
    bool _isInText;
    bool _isEscaped;
    int _textStart;

    // How deep the value stands that is being left out; 0 for a text.
    int? _cutDepth;

    /// <summary>Whether anything was left out.</summary>
    public bool HasCut { get; private set; }

    /// <summary>Gets what was kept.</summary>
    public ReadOnlySpan<byte> Kept => _kept.AsSpan(0, _length);

    /// <summary>Whether what was kept passes the bound, too.</summary>
    public bool IsTooLarge => _length > mostBytes;

    /// <summary>Takes the next bytes of the value.</summary>
    /// <param name="data">The bytes, up to the end of the value at most.</param>
    public void Add(ReadOnlySpan<byte> data)
    {
        int at = 0;
        while (at < data.Length && !IsTooLarge)
        {
            at += _isInText ? AddText(data[at..]) : AddOther(data[at..]);
        }
    }

    public void Dispose()
    {
        if (_kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_kept, clearArray: true);
            _kept = [];
        }
    }

    int AddText(ReadOnlySpan<byte> data)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            Keep(data[..1]);
            return 1;
        }

        int end = data.IndexOfAny((byte)'"', (byte)'\\');
        int count = end < 0 ? data.Length : end + 1;
        _isEscaped = end >= 0 && data[end] == (byte)'\\';
        _isInText = end < 0 || _isEscaped;
        Keep(data[..count]);
        if (_cutDepth == 0 && !_isInText)
        {
            _cutDepth = null;
        }
        else if (_cutDepth is null && _length - _textStart > _longest && MediaNames.IsMedia(Kept[.._textStart], Kept[_textStart..]))
        {
            Cut(_textStart, _isInText ? 0 : null);
        }

        return count;
    }

    int AddOther(ReadOnlySpan<byte> data)
    {
        int next = data.IndexOfAny(_marks);
        if (next < 0)
        {
            Keep(data);
            return data.Length;
        }

        Keep(data[..next]);
        switch (data[next])
        {
            case (byte)'"':
                (_isInText, _textStart) = (true, _length);
                Keep(data.Slice(next, 1));
                break;
            case (byte)'{' or (byte)'[':
                _starts.Push(_length);
                Keep(data.Slice(next, 1));
                break;
            case (byte)',':
                Keep(data.Slice(next, 1));
                CutNumbers();
                break;
            default:
                Close(data.Slice(next, 1));
                break;
        }

        return next + 1;
    }

    void Close(ReadOnlySpan<byte> bracket)
    {
        bool isCut = _cutDepth == _starts.Count;
        Keep(bracket);
        if (_starts.Count > 0)
        {
            _starts.Pop();
        }

        _cutDepth = isCut ? null : _cutDepth;
    }

    // Bytes that were written as an array of numbers, or as an object of them.
    void CutNumbers()
    {
        const int Whole = 1;
        if (_cutDepth is null && _starts.Count > Whole && _length - _starts.Peek() > _longest && MediaNames.IsNumbers(Kept[_starts.Peek()..]))
        {
            Cut(_starts.Peek(), _starts.Count);
        }
    }

    void Cut(int start, int? depth)
    {
        _length = start;
        _cutDepth = null;
        Keep("null"u8);
        (_cutDepth, HasCut) = (depth, true);
    }

    void Keep(ReadOnlySpan<byte> data)
    {
        if (_cutDepth is not null)
        {
            return;
        }

        if (_length + data.Length > _kept.Length)
        {
            Grow(data.Length);
        }

        data.CopyTo(_kept.AsSpan(_length));
        _length += data.Length;
    }

    void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_kept.Length * 2, _length + more));
        Kept.CopyTo(larger);
        Dispose();
        _kept = larger;
    }
}
