namespace HistoryImport.WhatsApp;

/// <summary>Finds out whether every line is a document, and the next line after a broken one.</summary>
sealed class DocumentLines(PayloadWindow window, SetBuilder set)
{
    bool _isMultiLine;
    bool _isBehindLineBreak;
    int _documents;

    // In the document at hand, or behind the last.
    int _lineBreaks;

    bool _isAtLineStart;

    // A fault in the first line: fatal, unless another line follows.
    HistoryFormatException? _tentative;

    /// <summary>Whether it is known that every line is a document.</summary>
    public bool IsLines { get; private set; }

    /// <summary>Whether the next line is being looked for.</summary>
    public bool IsResyncing { get; private set; }

    /// <summary>Starts over, with another payload.</summary>
    public void Restart() =>
        (IsLines, IsResyncing, _isMultiLine, _isBehindLineBreak, _documents, _lineBreaks, _tentative) = (false, false, false, false, 0, 0, null);

    public JsonFault Fault(string reason) => new(window.Position, reason, _isBehindLineBreak);

    /// <summary>Passes over white space.</summary>
    /// <param name="isInside">Whether a document is open.</param>
    /// <returns>Whether there is something behind it.</returns>
    public bool SkipWhiteSpace(bool isInside)
    {
        ReadOnlySpan<byte> unread = window.Unread;
        if (isInside && !unread.IsEmpty && unread[0] > (byte)' ')
        {
            return true;
        }

        int at = 0;
        while (at < unread.Length && (PayloadSniffer.IsWhiteSpace(unread[at]) || !isInside && PayloadSniffer.IsSeparator(unread[at])))
        {
            if (unread[at] == (byte)'\n')
            {
                if (IsLines && isInside)
                {
                    throw new JsonFault(window.Position + at, "the line ends in the middle of a value.", isBehindLineBreak: false);
                }

                _lineBreaks += _isBehindLineBreak ? 0 : 1;
                _isBehindLineBreak = true;
            }

            at++;
        }

        window.Advance(at);
        return at < unread.Length && (isInside || unread[at] != PayloadSniffer.ByteOrderMark[0] || SkipByteOrderMark());
    }

    // Files with marks that were put behind each other have one before a later document, too.
    bool SkipByteOrderMark()
    {
        ReadOnlySpan<byte> unread = window.Unread;
        if (unread.Length < PayloadSniffer.ByteOrderMark.Length)
        {
            return window.IsAtEnd;
        }

        if (!unread.StartsWith(PayloadSniffer.ByteOrderMark))
        {
            return true;
        }

        window.Advance(PayloadSniffer.ByteOrderMark.Length);
        return SkipWhiteSpace(isInside: false);
    }

    /// <summary>Something that is no white space was consumed.</summary>
    public void Leave() => _isBehindLineBreak = false;

    /// <summary>A value was consumed that has this many line breaks in it.</summary>
    public void AddBreaks(int count) => _lineBreaks += count;

    public void BeginDocument()
    {
        // Another document on another line, and none so far on more than one.
        IsLines |= _documents > 0 && _lineBreaks > 0 && !_isMultiLine;
        _lineBreaks = 0;
    }

    public void EndDocument()
    {
        _documents++;
        _isMultiLine |= _lineBreaks > 0;
        _lineBreaks = 0;
    }

    /// <summary>Goes on with the next line where every line is a document.</summary>
    /// <returns>Whether it does; if not, the payload is at its end.</returns>
    public bool TryRecover(JsonFault fault, HistoryFormatException failure)
    {
        bool isFirstLine = _documents == 0 && _lineBreaks == (fault.IsBehindLineBreak ? 1 : 0);
        if (!IsLines && !isFirstLine)
        {
            return false;
        }

        window.Advance((int)(fault.Position - window.Position));
        (IsResyncing, _isAtLineStart, _tentative) = (true, fault.IsBehindLineBreak, failure);
        return true;
    }

    /// <summary>Goes towards the next line. One that starts with no bracket is what is left of the broken one.</summary>
    /// <returns>Whether something was consumed.</returns>
    public bool Resync()
    {
        if (!_isAtLineStart)
        {
            int end = window.Unread.IndexOf((byte)'\n');
            window.Advance(end < 0 ? window.Unread.Length : end + 1);
            _isAtLineStart = end >= 0;
            return end >= 0;
        }

        if (!SkipWhiteSpace(isInside: false))
        {
            return false;
        }

        _isAtLineStart = false;
        if (window.Unread[0] is (byte)'{' or (byte)'[')
        {
            // The line is given up, the next one is there.
            (IsLines, IsResyncing, _lineBreaks) = (true, false, 0);
            _documents++;
            AddProblem();
        }

        return true;
    }

    /// <summary>The payload ended.</summary>
    /// <returns>Whether it ended while the next line was looked for.</returns>
    /// <exception cref="HistoryFormatException">There was no line but the broken one.</exception>
    public bool TryEnd()
    {
        if (_tentative is not { } failure)
        {
            return false;
        }

        IsResyncing = false;
        if (!IsLines)
        {
            throw failure;
        }

        AddProblem();
        return true;
    }

    void AddProblem()
    {
        long position = _tentative!.Position;
        _tentative = null;
        set.AddProblem(position, PositionUnit.Byte, $"A line is not valid JSON at byte {position}.", position);
    }
}
