namespace HistoryImport.WhatsApp;

/// <summary>Finds where values end, and passes over what is not wanted.</summary>
sealed class JsonValues(PayloadWindow window, DocumentLines lines, HistoryDecoderOptions options)
{
    JsonValueScanner _scanner;
    int _scanned;

    /// <summary>Whether a value has begun whose end was not found yet.</summary>
    public bool IsScanning { get; private set; }

    /// <summary>Whether the value at hand is being passed over.</summary>
    public bool IsPassing { get; private set; }

    /// <summary>Gets the value at hand if it is all there.</summary>
    public Taken Take(out ReadOnlySpan<byte> value)
    {
        value = default;
        switch (Scan())
        {
            case JsonScan.Broken:
                throw ScanFault();
            case JsonScan.Incomplete when _scanned <= options.MaxMessageBytes:
                return Taken.Incomplete;
            case JsonScan.Incomplete:
                IsPassing = true;
                window.Advance(_scanned);
                _scanned = 0;
                return Taken.TooLarge;
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

    /// <summary>Starts to pass over the value at hand.</summary>
    public void BeginPass() => IsPassing = true;

    /// <summary>Goes on passing over the value at hand.</summary>
    /// <returns>Whether it came to its end.</returns>
    public bool Pass()
    {
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
