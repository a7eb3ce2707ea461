using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes JSON as it streams by: containers are walked, their elements are read one at a time, nothing else is kept.</summary>
sealed class JsonHistoryReader(PayloadWindow window, HistoryDecoderOptions options) : IDisposable
{
    readonly WalkState _state = new(window, options);
    HistoryFormatException? _failure;
    bool _isDone;

    // Whether the rest of the text at hand is of no use.
    bool _isSkipping;

    /// <summary>Reads the next part.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    /// <exception cref="HistoryFormatException">The payload cannot be used from here on.</exception>
    public ValueTask<HistorySet?> ReadPartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Where every event is a part, nearly all of them are in the window already.
        bool isMoreNeeded = TryStep();
        return IsPartDone && !_isSkipping ? ValueTask.FromResult(TakePart()) : ReadOnAsync(isMoreNeeded, cancellationToken);
    }

    public void Dispose() => _state.Dispose();

    bool IsPartDone => _isDone || _state.IsFlushing || _state.Set.IsFull;

    async ValueTask<HistorySet?> ReadOnAsync(bool isMoreNeeded, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (isMoreNeeded)
            {
                await _state.Current.Window.FillAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_isSkipping)
            {
                await ((TextWindow)_state.Current.Window).SkipAsync(cancellationToken).ConfigureAwait(false);
                _isSkipping = false;
                _state.CloseText();
            }

            if (IsPartDone)
            {
                return TakePart();
            }

            isMoreNeeded = TryStep();
        }
    }

    HistorySet? TakePart()
    {
        if (_state.Set.IsEmpty && !_state.IsFlushing)
        {
            return _failure is null ? null : throw _failure;
        }

        HistorySet part = _state.Set.Take();
        if (_state.IsFlushing)
        {
            _state.IsFlushing = false;
            _state.Set.BeginSet();
        }

        return part;
    }

    // Tells whether more of the stream is needed.
    bool TryStep()
    {
        try
        {
            while (!IsPartDone && !_isSkipping)
            {
                SetWalk walk = _state.Current;
                if (Step(walk))
                {
                    walk.Lines.Leave();
                }
                else if (!walk.Window.IsAtEnd)
                {
                    return true;
                }
                else if (_state.IsInText)
                {
                    EndText(walk);
                }
                else
                {
                    End(walk);
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
            Recover(_state.Current.Lines.Fault("this is not JSON."));
        }
        catch (HistoryFormatException failure)
        {
            (_failure, _isDone) = (failure, true);
        }

        return false;
    }

    static bool Step(SetWalk walk) => walk.Lines.IsResyncing ? walk.Lines.Resync() : walk.Walker.Step();

    void Recover(JsonFault fault)
    {
        if (_state.IsInText)
        {
            GiveUpText();
            return;
        }

        SetWalk walk = _state.Current;
        walk.Walker.Abandon();
        var failure = new HistoryFormatException(fault.Position, fault.Message);
        if (!walk.Lines.TryRecover(fault, failure))
        {
            (_failure, _isDone) = (failure, true);
        }
    }

    // What looked like JSON and holds nothing is a text that somebody wrote.
    void GiveUpText()
    {
        _isSkipping = true;
        SetWalk walk = _state.Current;
        if (walk.Documents.IsUnderstood)
        {
            walk.AddProblem("A text that holds JSON is broken. What stands before the fault was read.");
        }
        else
        {
            walk.Documents.AddUnknown(new UnknownItems(1, walk.Window.PayloadPosition));
        }
    }

    void EndText(SetWalk walk)
    {
        if (walk.IsUnfinished)
        {
            GiveUpText();
        }
        else
        {
            _state.CloseText();
        }
    }

    void End(SetWalk walk)
    {
        bool isResyncing = walk.Lines.IsResyncing;
        if (walk.Lines.TryEnd())
        {
            walk.Documents.Understand();
        }
        else if (!isResyncing && walk.IsUnfinished)
        {
            throw walk.EndFault();
        }

        _isDone = true;
        _state.TellUnknown();
        if (!_state.IsAnythingKnown)
        {
            throw new HistoryFormatException(walk.Window.Position, "it is JSON, but nothing in it is history.");
        }
    }
}
