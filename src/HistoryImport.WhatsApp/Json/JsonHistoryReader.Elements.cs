using System.Text.Json;

namespace HistoryImport.WhatsApp;

// Finds where elements end, and passes over what is not wanted.
sealed partial class JsonHistoryReader
{
    JsonValueScanner _scanner;
    int _scanned;
    bool _isScanning;
    bool _isPassing;

    enum Taken
    {
        /// <summary>Not all there.</summary>
        Incomplete,

        /// <summary>All there; it is still to be consumed.</summary>
        Whole,

        /// <summary>Not to be had; it is or will be passed over.</summary>
        Passed,
    }

    /// <summary>Gets the value at hand if it is all there.</summary>
    Taken Take(out ReadOnlySpan<byte> element, bool isMessage = false)
    {
        element = default;
        switch (Scan())
        {
            case JsonScan.Broken:
                throw ScanFault();
            case JsonScan.Incomplete when _scanned <= options.MaxMessageBytes:
                return Taken.Incomplete;
            case JsonScan.Incomplete:
                AddTooLarge(isMessage);
                _isPassing = true;
                window.Advance(_scanned);
                _scanned = 0;
                return Taken.Passed;
        }

        int length = _scanned;
        EndScan();
        if (length <= options.MaxMessageBytes && _scanner.MaxDepth <= options.MaxJsonDepth)
        {
            element = window.Unread[..length];
            return Taken.Whole;
        }

        if (length > options.MaxMessageBytes)
        {
            AddTooLarge(isMessage);
        }
        else
        {
            AddProblem($"An element nests deeper than MaxJsonDepth ({options.MaxJsonDepth}).", isMessage);
        }

        window.Advance(length);
        return Taken.Passed;
    }

    /// <summary>Starts to pass over the value at hand.</summary>
    bool BeginPass()
    {
        _isPassing = true;
        return true;
    }

    bool Pass()
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
            _isPassing = false;
            return true;
        }

        return false;
    }

    JsonScan Scan()
    {
        if (!_isScanning)
        {
            _scanner = new JsonValueScanner { IsOneLine = _isLines };
            (_scanned, _isScanning) = (0, true);
        }

        return _scanner.Scan(window.Unread, ref _scanned);
    }

    void EndScan()
    {
        _lineBreaks += _scanner.LineBreaks;
        (_scanned, _isScanning) = (0, false);
    }

    JsonFault ScanFault()
    {
        ReadOnlySpan<byte> before = window.Unread[.._scanned].TrimEnd(" \t\r"u8);
        return new JsonFault(window.Position + _scanned, "this is not JSON.", !before.IsEmpty && before[^1] == (byte)'\n');
    }

    bool Enter(JsonScope scope, JsonEvent? owner, bool isPreview = false, string? chatId = null)
    {
        window.Advance(1);
        Push(scope, owner, isPreview, chatId);
        return true;
    }

    JsonItemKind Sniff(JsonItemKind otherwise)
    {
        JsonItemKind kind = JsonItemSniffer.Tell(window.Unread, window.IsAtEnd);
        bool isTooLong = window.Unread.Length > options.MaxMessageBytes || window.IsAtEnd;
        return kind == JsonItemKind.Neither || kind == JsonItemKind.Undecided && isTooLong ? otherwise : kind;
    }

    bool TryRead(ReadOnlySpan<byte> element, out JsonFieldReader reader)
    {
        try
        {
            reader = new JsonFieldReader(element, options.MaxJsonDepth, _spellings);
            return !reader.IsNull;
        }
        catch (JsonException)
        {
            reader = default;
            throw Fault("this is not JSON.");
        }
    }

    void AddTooLarge(bool isMessage) => AddProblem($"An element has more than MaxMessageBytes ({options.MaxMessageBytes}) bytes.", isMessage);

    void AddProblem(string reason, bool isMessage = false) =>
        _set.AddProblem(isMessage ? _set.TakePosition() : window.Position, reason, window.Position);
}
