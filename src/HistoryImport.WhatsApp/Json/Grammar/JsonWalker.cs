namespace HistoryImport.WhatsApp;

/// <summary>Walks JSON's grammar: brackets, commas, names. What a container means is the container's own affair.</summary>
/// <remarks>A step consumes one name, bracket, comma or value, or nothing if it is not all there yet; so the walk can stop anywhere and
/// wait for the stream.</remarks>
sealed class JsonWalker(PayloadWindow window, DocumentLines lines, JsonValues values)
{
    // Events hold data that holds events, and webhooks of the official platform are eleven deep by themselves; nobody nests deeper than this.
    const int MaxContainers = 24;

    JsonContainer _innermost = null!;
    int _open;

    /// <summary>Whether a document is open.</summary>
    public bool IsInside => _open > 1;

    /// <summary>Whether one container more may be open.</summary>
    public bool HasRoom => _open < MaxContainers;

    /// <summary>Says what the documents of the stream are: a container without brackets of its own.</summary>
    public void Begin(JsonContainer documents)
    {
        values.Abandon();
        (_innermost, _open) = (documents, 1);
    }

    /// <summary>Goes into the container at hand.</summary>
    public void Enter(JsonContainer container)
    {
        window.Advance(1);
        container.Outer = _innermost;
        _innermost = container;
        _open++;
    }

    /// <summary>Leaves everything but the stream of documents.</summary>
    public void Abandon()
    {
        values.Abandon();
        while (IsInside)
        {
            Leave();
        }
    }

    /// <summary>Consumes the next thing.</summary>
    /// <returns>Whether it was all there.</returns>
    public bool Step()
    {
        if (values.IsPassing)
        {
            return values.Pass();
        }

        if (values.IsCutting)
        {
            return Stepped(_innermost, _innermost.Resume());
        }

        if (!lines.SkipWhiteSpace(IsInside))
        {
            return false;
        }

        JsonContainer container = _innermost;
        byte next = window.Unread[0];
        if (!IsInside)
        {
            return StepDocument(container, next);
        }

        switch (container.Expects)
        {
            case JsonExpectation.Comma when next == (byte)',':
                window.Advance(1);
                container.Expects = JsonExpectation.Item;
                return true;
            // Behind a comma, too: who writes JSON by hand, or cuts a list, leaves one at its end.
            case JsonExpectation.Comma or JsonExpectation.FirstItem or JsonExpectation.Item when next == (container.IsObject ? (byte)'}' : (byte)']'):
                window.Advance(1);
                Close();
                return true;
            case JsonExpectation.Comma:
                throw lines.Fault("a comma or a closing bracket is missing.");
            case JsonExpectation.Colon when next == (byte)':':
                window.Advance(1);
                container.Expects = JsonExpectation.Value;
                return true;
            case JsonExpectation.Colon:
                throw lines.Fault("a colon is missing.");
            case JsonExpectation.Item or JsonExpectation.FirstItem when container.IsObject:
                return StepName(container, next);
            default:
                return Stepped(container, container.Step(next));
        }
    }

    bool StepDocument(JsonContainer documents, byte next)
    {
        lines.BeginDocument();
        return Stepped(documents, documents.Step(next));
    }

    bool StepName(JsonContainer container, byte next)
    {
        if (next != (byte)'"')
        {
            throw lines.Fault("a property name is expected here.");
        }

        Taken taken = values.Take(out ReadOnlySpan<byte> name);
        if (taken == Taken.Incomplete)
        {
            return false;
        }

        container.Count++;
        container.Name(taken == Taken.Whole ? name[1..^1] : default, taken);
        window.Advance(name.Length);
        lines.Leave();
        return StepBehindName(container, window.Unread);
    }

    // Mostly the colon is next, and behind it the value.
    bool StepBehindName(JsonContainer container, ReadOnlySpan<byte> unread)
    {
        if (!unread.StartsWith((byte)':'))
        {
            container.Expects = JsonExpectation.Colon;
            return true;
        }

        window.Advance(1);
        container.Expects = JsonExpectation.Value;
        return unread.Length == 1 || unread[1] <= (byte)' ' || Stepped(container, container.Step(unread[1]));
    }

    bool Stepped(JsonContainer container, bool isDone)
    {
        if (isDone && container.IsRoot)
        {
            if (!IsInside)
            {
                lines.EndDocument();
            }
        }
        else if (isDone)
        {
            container.Count += container.IsObject ? 0 : 1;
            bool isCommaNext = IsPassed(container) && window.Unread.StartsWith((byte)',');
            window.Advance(isCommaNext ? 1 : 0);
            container.Expects = isCommaNext ? JsonExpectation.Item : JsonExpectation.Comma;
        }

        return isDone;
    }

    // Whether the value is behind, and not just begun. (A text that is gone into begins with no comma.)
    bool IsPassed(JsonContainer container) => container == _innermost && !values.IsPassing;

    void Close()
    {
        Leave().Close();
        if (!IsInside)
        {
            lines.EndDocument();
        }
    }

    JsonContainer Leave()
    {
        JsonContainer left = _innermost;
        _innermost = left.Outer!;
        _open--;
        return left;
    }
}
