namespace HistoryImport.WhatsApp;

// Finds out whether every line is a document, and the next line after a broken one.
sealed partial class JsonHistoryReader
{
    bool _isLines;
    bool _isMultiLine;
    bool _isBehindLineBreak;
    int _documents;

    // In the document at hand, or behind the last.
    int _lineBreaks;

    bool _isResyncing;
    bool _isAtLineStart;

    // A fault in the first line: fatal, unless another line follows.
    HistoryFormatException? _tentative;

    JsonFault Fault(string reason) => new(window.Position, reason, _isBehindLineBreak);

    bool SkipWhiteSpace()
    {
        ReadOnlySpan<byte> unread = window.Unread;
        int at = 0;
        while (at < unread.Length && PayloadSniffer.IsWhiteSpace(unread[at]))
        {
            if (unread[at] == (byte)'\n')
            {
                if (_isLines && _frames.Count > 1)
                {
                    throw new JsonFault(window.Position + at, "the line ends in the middle of a value.", isBehindLineBreak: false);
                }

                _lineBreaks += _isBehindLineBreak ? 0 : 1;
                _isBehindLineBreak = true;
            }

            at++;
        }

        window.Advance(at);
        return at < unread.Length;
    }

    void BeginDocument()
    {
        // Another document on another line, and none so far on more than one.
        _isLines |= _documents > 0 && _lineBreaks > 0 && !_isMultiLine;
        _lineBreaks = 0;
    }

    void EndDocument()
    {
        _documents++;
        _isMultiLine |= _lineBreaks > 0;
        _lineBreaks = 0;
    }

    /// <summary>Goes on with the next line where every line is a document, and gives up otherwise.</summary>
    void Recover(JsonFault fault)
    {
        _lineBreaks += _isScanning ? _scanner.LineBreaks : 0;
        (_isScanning, _scanned, _isPassing) = (false, 0, false);
        var failure = new HistoryFormatException(fault.Position, fault.Message);
        bool isFirstLine = _documents == 0 && _lineBreaks == (fault.IsBehindLineBreak ? 1 : 0);
        if (!_isLines && !isFirstLine)
        {
            (_failure, _isDone) = (failure, true);
            return;
        }

        while (_frames.Count > 1)
        {
            _frames.Pop();
        }

        window.Advance((int)(fault.Position - window.Position));
        (_isResyncing, _isAtLineStart, _tentative) = (true, fault.IsBehindLineBreak, failure);
    }

    // A line that starts with no bracket is what is left of the broken one.
    bool Resync()
    {
        if (!_isAtLineStart)
        {
            int end = window.Unread.IndexOf((byte)'\n');
            window.Advance(end < 0 ? window.Unread.Length : end + 1);
            _isAtLineStart = end >= 0;
            return end >= 0;
        }

        if (!SkipWhiteSpace())
        {
            return false;
        }

        _isAtLineStart = false;
        if (window.Unread[0] is (byte)'{' or (byte)'[')
        {
            EndLine();
        }

        return true;
    }

    // The line is given up, the next one is there.
    void EndLine()
    {
        (_isLines, _isResyncing, _lineBreaks) = (true, false, 0);
        _documents++;
        AddLineProblem();
    }

    void AddLineProblem()
    {
        long position = _tentative!.Position;
        _tentative = null;
        _set.AddProblem(position, $"A line is not valid JSON at byte {position}.", position);
    }
}
