namespace HistoryImport.WhatsApp;

/// <summary>Finds where values end, and passes over what is not wanted.</summary>
sealed class JsonValues(PayloadWindow window, DocumentLines lines, HistoryDecoderOptions options)
{
    JsonValueScanner _scanner;
    int _scanned;
    MediaCutter? _cutter;

    /// <summary>Whether a value has begun whose end was not found yet.</summary>
    public bool IsScanning { get; private set; }

    /// <summary>Whether the value at hand is being passed over.</summary>
    public bool IsPassing { get; private set; }

    /// <summary>Whether the value at hand is being copied without its media; what was copied is no longer in the window.</summary>
    public bool IsCutting => _cutter is not null;

    /// <summary>Whether media were left out of the value that was taken last.</summary>
    public bool HasCut { get; private set; }

    /// <summary>Gets the value at hand if it is all there.</summary>
    /// <param name="value">The value; it is still to be consumed.</param>
    /// <param name="mayCut">Whether media may be left out of it if it is too large as it is.</param>
    public Taken Take(out ReadOnlySpan<byte> value, bool mayCut = false)
    {
        value = default;
        HasCut = false;
        if (TryTakeText(out value))
        {
            return Taken.Whole;
        }

        JsonScan scan = Scan();
        if (scan == JsonScan.Broken)
        {
            throw ScanFault();
        }

        if (_cutter is not null || mayCut && _scanned > options.MaxMessageBytes)
        {
            return Cut(scan, out value);
        }

        if (scan == JsonScan.Incomplete)
        {
            return _scanned <= options.MaxMessageBytes ? Taken.Incomplete : GiveUp();
        }

        int length = _scanned;
        EndScan();
        if (length <= options.MaxMessageBytes && _scanner.MaxDepth <= options.MaxJsonDepth)
        {
            value = window.Unread[..length];
            return Taken.Whole;
        }

        window.Advance(length);
        return length > options.MaxMessageBytes ? Taken.TooLarge : Taken.TooDeep;
    }

    /// <summary>The value that was taken is done with.</summary>
    public void Consume(int length)
    {
        if (_cutter is null)
        {
            window.Advance(length);
        }

        EndCut();
    }

    // The window does not grow any more: what is kept is kept by the cutter.
    Taken Cut(JsonScan scan, out ReadOnlySpan<byte> value)
    {
        value = default;
        _cutter ??= new MediaCutter(options.MaxMessageBytes);
        _cutter.Add(window.Unread[.._scanned]);
        if (_cutter.IsTooLarge && scan == JsonScan.Incomplete)
        {
            EndCut();
            return GiveUp();
        }

        window.Advance(_scanned);
        _scanned = 0;
        if (scan == JsonScan.Incomplete)
        {
            return Taken.Incomplete;
        }

        EndScan();
        if (_cutter.IsTooLarge || _scanner.MaxDepth > options.MaxJsonDepth)
        {
            Taken taken = _cutter.IsTooLarge ? Taken.TooLarge : Taken.TooDeep;
            EndCut();
            return taken;
        }

        HasCut = _cutter.HasCut;
        value = _cutter.Kept;
        return Taken.Whole;
    }

    Taken GiveUp()
    {
        IsPassing = true;
        window.Advance(_scanned);
        _scanned = 0;
        return Taken.TooLarge;
    }

    void EndCut()
    {
        _cutter?.Dispose();
        _cutter = null;
    }

    /// <summary>Starts to pass over the value at hand.</summary>
    public void BeginPass() => IsPassing = true;

    /// <summary>Goes on passing over the value at hand.</summary>
    /// <returns>Whether it came to its end.</returns>
    public bool Pass()
    {
        if (TryTakeText(out ReadOnlySpan<byte> text))
        {
            window.Advance(text.Length);
            IsPassing = false;
            return true;
        }

        JsonScan scan = Scan();
        if (scan == JsonScan.Broken)
        {
            throw ScanFault();
        }

        window.Advance(_scanned);
        _scanned = 0;
        if (scan == JsonScan.Complete)
        {
            EndScan();
            IsPassing = false;
            return true;
        }

        return false;
    }

    /// <summary>Gives up the value at hand.</summary>
    public void Abandon()
    {
        lines.AddBreaks(IsScanning ? _scanner.LineBreaks : 0);
        (IsScanning, _scanned, IsPassing) = (false, 0, false);
        EndCut();
    }

    // Most names and texts are all there, and have no escapes.
    bool TryTakeText(out ReadOnlySpan<byte> text)
    {
        text = default;
        ReadOnlySpan<byte> unread = window.Unread;
        if (IsScanning || !unread.StartsWith((byte)'"'))
        {
            return false;
        }

        int end = JsonTextRule.FindTelling(unread, 1);
        if (end >= unread.Length || unread[end] != (byte)'"' || end >= options.MaxMessageBytes)
        {
            return false;
        }

        text = unread[..(end + 1)];
        return true;
    }

    JsonScan Scan()
    {
        if (!IsScanning)
        {
            _scanner = new JsonValueScanner { IsOneLine = lines.IsLines };
            (_scanned, IsScanning) = (0, true);
        }

        return _scanner.Scan(window.Unread, ref _scanned);
    }

    void EndScan()
    {
        lines.AddBreaks(_scanner.LineBreaks);
        (_scanned, IsScanning) = (0, false);
    }

    JsonFault ScanFault()
    {
        ReadOnlySpan<byte> before = window.Unread[.._scanned].TrimEnd(" \t\r"u8);
        return new JsonFault(window.Position + _scanned, "this is not JSON.", !before.IsEmpty && before[^1] == (byte)'\n');
    }
}
