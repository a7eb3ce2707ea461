using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes JSON as it streams by: containers are walked, their elements are read one at a time, nothing else is kept.</summary>
/// <remarks>
/// A step consumes one name, bracket, comma or element, or nothing if it is not all there yet; so the walk can stop anywhere and wait
/// for the stream.
/// </remarks>
sealed partial class JsonHistoryReader(PayloadWindow window, HistoryDecoderOptions options)
{
    // Events hold data that holds events; nobody nests them deeper than this.
    const int MaxFrames = 16;

    readonly SetBuilder _set = new(options);
    readonly Spellings _spellings = new();
    readonly Stack<JsonFrame> _frames = new([new JsonFrame(JsonScope.Documents, null)]);
    HistoryFormatException? _failure;
    bool _isFlushing;
    bool _isDone;
    bool _isAnythingKnown;

    /// <summary>Reads the next part.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    /// <exception cref="HistoryFormatException">The payload cannot be used from here on.</exception>
    public async ValueTask<HistorySet?> ReadPartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!IsPartDone)
        {
            if (TryStep())
            {
                await window.FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (_set.IsEmpty && !_isFlushing)
        {
            return _failure is null ? null : throw _failure;
        }

        HistorySet part = _set.Take();
        if (_isFlushing)
        {
            _isFlushing = false;
            _set.BeginSet();
        }

        return part;
    }

    bool IsPartDone => _isDone || _isFlushing || _set.IsFull;

    // Tells whether more of the stream is needed.
    bool TryStep()
    {
        try
        {
            while (!IsPartDone)
            {
                if (Step())
                {
                    _isBehindLineBreak = false;
                }
                else if (!window.IsAtEnd)
                {
                    return true;
                }
                else
                {
                    EndOfStream();
                }
            }
        }
        catch (JsonFault fault)
        {
            Recover(fault);
        }
        catch (JsonException)
        {
            // Brackets match in a value that is taken, which is all that is known of it before it is read.
            Recover(Fault("this is not JSON."));
        }
        catch (HistoryFormatException failure)
        {
            (_failure, _isDone) = (failure, true);
        }

        return false;
    }

    /// <summary>Consumes the next thing.</summary>
    /// <returns>Whether it was all there.</returns>
    bool Step()
    {
        if (_isResyncing)
        {
            return Resync();
        }

        if (_isPassing)
        {
            return Pass();
        }

        JsonFrame frame = _frames.Peek();
        if (!SkipWhiteSpace())
        {
            return false;
        }

        byte next = window.Unread[0];
        if (frame.Scope == JsonScope.Documents)
        {
            return StepDocument(next);
        }

        switch (frame.Expects)
        {
            case JsonExpectation.Comma when next == (byte)',':
                window.Advance(1);
                frame.Expects = JsonExpectation.Item;
                return true;
            case JsonExpectation.Comma or JsonExpectation.FirstItem when next == (frame.IsObject ? (byte)'}' : (byte)']'):
                window.Advance(1);
                Close(_frames.Pop());
                return true;
            case JsonExpectation.Comma:
                throw Fault("a comma or a closing bracket is missing.");
            case JsonExpectation.Colon when next == (byte)':':
                window.Advance(1);
                frame.Expects = JsonExpectation.Value;
                return true;
            case JsonExpectation.Colon:
                throw Fault("a colon is missing.");
            case JsonExpectation.Value:
                return StepProperty(frame, next);
            default:
                return frame.IsObject ? StepName(frame, next) : StepItem(frame, next);
        }
    }

    void Push(JsonScope scope, JsonEvent? owner, bool isPreview = false, string? chatId = null) =>
        _frames.Push(new JsonFrame(scope, owner) { IsPreview = isPreview, ChatId = chatId });

    void Close(JsonFrame frame)
    {
        switch (frame.Scope)
        {
            case JsonScope.Chat:
                frame.Forwarded?.AddTo(_set, frame.Chat.Id);
                if (frame.Chat.ToChat() is { } chat)
                {
                    _set.Add(chat);
                }

                break;
            case JsonScope.Messages when frame is { IsPreview: true, Count: > 1, Owner: { } owner }:
                owner.HasMessagesInChats = true;
                break;
            case JsonScope.Event:
                CloseEvent(frame.Owner!);
                break;
        }

        if (_frames.Count == 1)
        {
            EndDocument();
        }
    }

    void CloseEvent(JsonEvent ended)
    {
        if (!ended.HasMessages)
        {
            AddPreviews(ended);
        }

        _isAnythingKnown |= ended.IsKnown;
        _isFlushing = ended.IsKnown || !_set.IsEmpty;
    }

    void EndOfStream()
    {
        if (_tentative is { } failure)
        {
            _isAnythingKnown |= _isLines;
            (_isDone, _isResyncing) = (true, false);
            if (!_isLines)
            {
                throw failure;
            }

            AddLineProblem();
            return;
        }

        if (!_isResyncing && (_frames.Count > 1 || _isPassing || !window.Unread.IsEmpty))
        {
            throw new JsonFault(window.Position + window.Unread.Length, "it ends in the middle of a value.", isBehindLineBreak: false);
        }

        _isDone = true;
        if (!_isAnythingKnown)
        {
            throw new HistoryFormatException(window.Position, "it is JSON, but nothing in it is history.");
        }
    }
}
