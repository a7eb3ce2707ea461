using System.Text.Json;

namespace HistoryImport.WhatsApp;

// Reads messages, and the small entries beside them.
sealed partial class JsonHistoryReader
{
    bool StepEntry(JsonScope scope)
    {
        Taken taken = Take(out ReadOnlySpan<byte> element);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (TryRead(element, out JsonFieldReader reader))
        {
            ReadEntry(scope, ref reader);
            _set.AddRepairs(window.Position, reader.Repairs);
        }

        window.Advance(element.Length);
        return true;
    }

    void ReadEntry(JsonScope scope, ref JsonFieldReader reader)
    {
        try
        {
            if (scope == JsonScope.Contacts && EntryReader.ReadContact(ref reader) is { } contact)
            {
                _set.Add(contact);
            }
            else if (scope == JsonScope.Mappings && EntryReader.ReadMapping(ref reader) is { } claim)
            {
                _set.Add(claim);
            }
        }
        catch (JsonException)
        {
            AddProblem("A contact or mapping is not valid JSON.");
        }
    }

    bool StepMessage(JsonFrame? frame, string? chatId)
    {
        bool isRepeat = PreviewOf(frame) is { HasMessages: true };

        // A message that is the first document also tells whether documents stand on one line.
        bool isMeasured = frame is null && !_isLines;
        if (!isRepeat && !isMeasured && !_isScanning && TryDecode(frame, chatId))
        {
            return true;
        }

        Taken taken = Take(out ReadOnlySpan<byte> element, isMessage: true);
        _isAnythingKnown |= taken != Taken.Incomplete;
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (!isRepeat)
        {
            Decode(element, frame, chatId);
        }

        window.Advance(element.Length);
        return true;
    }

    // Nearly every message is whole and sound; looking for the end first would read it twice.
    bool TryDecode(JsonFrame? frame, string? chatId)
    {
        HistoryMessage? message = JsonMessageDecoder.TryDecode(
            window.Unread, options.MaxJsonDepth, _spellings, chatId, _set.NextPosition, out int length, out Repairs repairs);
        if (message is null || length > options.MaxMessageBytes)
        {
            return false;
        }

        _isAnythingKnown = true;
        Add(message, repairs, frame);
        window.Advance(length);
        return true;
    }

    void Decode(ReadOnlySpan<byte> element, JsonFrame? frame, string? chatId)
    {
        (HistoryMessage? message, Repairs repairs, string? problem) = JsonMessageDecoder.Decode(
            element, options.MaxJsonDepth, _spellings, chatId, _set.NextPosition);
        if (message is null)
        {
            _set.AddProblem(_set.TakePosition(), problem ?? "An element that should be a message holds none.", window.Position);
        }
        else
        {
            Add(message, repairs, frame);
        }
    }

    void Add(HistoryMessage message, Repairs repairs, JsonFrame? frame)
    {
        if (PreviewOf(frame) is { } owner)
        {
            if (!owner.AddPreview(message, repairs, options.BatchBytes))
            {
                // No room to wait: a repeat does no harm.
                AddPreviews(owner);
            }

            return;
        }

        _set.AddRepairs(_set.TakePosition(), repairs);
        if (frame?.Forwarded is null || !frame.Forwarded.TryKeep(message, options.BatchBytes))
        {
            _set.Add(message);
        }
    }

    // The event whose messages these may only repeat.
    static JsonEvent? PreviewOf(JsonFrame? frame) => frame is { IsPreview: true, Owner.HasMessagesInChats: false } ? frame.Owner : null;

    void AddPreviews(JsonEvent owner)
    {
        foreach ((HistoryMessage message, Repairs repairs) in owner.TakePreviews())
        {
            long position = _set.TakePosition();
            _set.AddRepairs(position, repairs);
            _set.Add(message with { Position = position });
        }
    }
}
