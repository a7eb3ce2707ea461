namespace HistoryImport.WhatsApp;

/// <summary>Finds the end of a JSON value, in as many steps as its bytes arrive in, keeping none of them.</summary>
/// <remarks>Lexical: it knows strings, escapes and brackets. That is enough to get past a value of any size and depth, and it is
/// several times faster than reading tokens.</remarks>
struct JsonValueScanner
{
    const int CheckedDepth = 64;

    bool _started;
    bool _inString;
    bool _escaped;
    bool _isScalar;
    int _depth;
    byte _previous;

    // One bit for each open bracket: 1 for an object.
    ulong _objects;

    /// <summary>Gets how deep the value nests.</summary>
    public int MaxDepth { get; private set; }

    /// <summary>Gets on how many lines more than one the value stands.</summary>
    public int LineBreaks { get; private set; }

    /// <summary>Gets or sets whether a value ends with its line at the latest.</summary>
    public bool IsOneLine { get; set; }

    /// <summary>Goes on from where the last step ended.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="at">Where to go on; afterwards, the end of the value, of the data, or the place of the fault.</param>
    public JsonScan Scan(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length)
        {
            if (_inString)
            {
                if (!SkipString(data, ref at))
                {
                    return at < data.Length ? JsonScan.Broken : JsonScan.Incomplete;
                }

                if (_depth == 0)
                {
                    return JsonScan.Complete;
                }

                continue;
            }

            byte b = data[at];
            switch (b)
            {
                case (byte)'"':
                    (_started, _inString, _previous) = (true, true, b);
                    break;
                case (byte)'{' or (byte)'[':
                    if (!Open(b))
                    {
                        return JsonScan.Broken;
                    }

                    break;
                case (byte)'}' or (byte)']':
                    if (_isScalar && _depth == 0)
                    {
                        return JsonScan.Complete;
                    }

                    if (!Close(b))
                    {
                        return JsonScan.Broken;
                    }

                    if (_depth == 0)
                    {
                        at++;
                        return JsonScan.Complete;
                    }

                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',':
                    if (_isScalar && _depth == 0)
                    {
                        return JsonScan.Complete;
                    }

                    if (b == (byte)'\n')
                    {
                        LineBreaks++;
                        if (IsOneLine)
                        {
                            return JsonScan.Broken;
                        }
                    }
                    else if (b == (byte)',')
                    {
                        if (!_started)
                        {
                            return JsonScan.Broken;
                        }

                        _previous = b;
                    }

                    break;
                default:
                    _isScalar |= !_started;
                    (_started, _previous) = (true, b);
                    break;
            }

            at++;
        }

        return JsonScan.Incomplete;
    }

    // Ends behind the closing quote, at the end of the data, or at a line break, which no string may hold.
    bool SkipString(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length)
        {
            if (_escaped)
            {
                (_escaped, at) = (false, at + 1);
                continue;
            }

            int hit = data[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            if (hit < 0)
            {
                at = data.Length;
                return false;
            }

            at += hit;
            switch (data[at])
            {
                case (byte)'"':
                    _inString = false;
                    at++;
                    return true;
                case (byte)'\\':
                    _escaped = true;
                    at++;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    bool Open(byte bracket)
    {
        // Where the end of a line was lost, the next one would be taken for a part of it.
        if (_started && _previous is not ((byte)',' or (byte)':' or (byte)'[' or (byte)'{'))
        {
            return false;
        }

        if (_depth < CheckedDepth)
        {
            ulong bit = 1UL << _depth;
            _objects = bracket == (byte)'{' ? _objects | bit : _objects & ~bit;
        }

        _depth++;
        MaxDepth = Math.Max(MaxDepth, _depth);
        (_started, _previous) = (true, bracket);
        return true;
    }

    bool Close(byte bracket)
    {
        if (_depth == 0)
        {
            return false;
        }

        _depth--;
        _previous = bracket;
        return _depth >= CheckedDepth || (_objects >> _depth & 1) == (bracket == (byte)'}' ? 1UL : 0UL);
    }
}
