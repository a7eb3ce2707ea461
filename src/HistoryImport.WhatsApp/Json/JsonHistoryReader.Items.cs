namespace HistoryImport.WhatsApp;

// Reads what stands in arrays, and the documents themselves.
sealed partial class JsonHistoryReader
{
    bool StepDocument(byte next)
    {
        BeginDocument();
        if (next is not ((byte)'{' or (byte)'['))
        {
            throw Fault("a JSON object or array is expected here.");
        }

        if (next == (byte)'[')
        {
            _isAnythingKnown = true;
            window.Advance(1);
            Push(JsonScope.Items, null);
            return true;
        }

        JsonItemKind kind = Sniff(JsonItemKind.Event);
        if (kind == JsonItemKind.Undecided)
        {
            return false;
        }

        if (kind == JsonItemKind.Event)
        {
            window.Advance(1);
            Push(JsonScope.Event, new JsonEvent());
            return true;
        }

        // Its size tells whether it stands on one line; the bytes are still there.
        bool isDone = StepMessage(null, null);
        if (isDone)
        {
            EndDocument();
        }

        return isDone;
    }

    bool StepItem(JsonFrame frame, byte next)
    {
        bool isDone;
        switch (frame.Scope)
        {
            case JsonScope.Items when next == (byte)'{':
                JsonItemKind kind = Sniff(JsonItemKind.Message);
                if (kind == JsonItemKind.Undecided)
                {
                    return false;
                }

                if (kind == JsonItemKind.Event && _frames.Count < MaxFrames)
                {
                    frame.Expects = JsonExpectation.Comma;
                    window.Advance(1);
                    Push(JsonScope.Event, new JsonEvent());
                    return true;
                }

                isDone = StepMessage(frame, null);
                break;
            case JsonScope.Items or JsonScope.Messages:
                isDone = StepMessage(frame, frame.ChatId);
                break;
            case JsonScope.Chats when next == (byte)'{':
                frame.Expects = JsonExpectation.Comma;
                window.Advance(1);
                Push(JsonScope.Chat, frame.Owner, frame.IsPreview);
                return true;
            case JsonScope.Chats:
                AddProblem("An element that should be a chat is no object.");
                isDone = BeginPass();
                break;
            default:
                isDone = StepEntry(frame.Scope);
                break;
        }

        if (isDone)
        {
            frame.Count++;
            frame.Expects = JsonExpectation.Comma;
        }

        return isDone;
    }
}
