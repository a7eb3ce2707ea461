using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes JSON as it streams by: containers are walked, their elements are read one at a time, nothing else is kept.</summary>
sealed class JsonHistoryReader(PayloadWindow window, HistoryDecoderOptions options)
{
    readonly SetWalk _walk = new(window, options);
    HistoryFormatException? _failure;
    bool _isDone;

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

        if (_walk.Set.IsEmpty && !_walk.IsFlushing)
        {
            return _failure is null ? null : throw _failure;
        }

        HistorySet part = _walk.Set.Take();
        if (_walk.IsFlushing)
        {
            _walk.IsFlushing = false;
            _walk.Set.BeginSet();
        }

        return part;
    }

    bool IsPartDone => _isDone || _walk.IsFlushing || _walk.Set.IsFull;

    // Tells whether more of the stream is needed.
    bool TryStep()
    {
        try
        {
            while (!IsPartDone)
            {
                if (Step())
                {
                    _walk.Lines.Leave();
                }
                else if (!window.IsAtEnd)
                {
                    return true;
                }
                else
                {
                    End();
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
            Recover(_walk.Lines.Fault("this is not JSON."));
        }
        catch (HistoryFormatException failure)
        {
            (_failure, _isDone) = (failure, true);
        }

        return false;
    }

    bool Step() => _walk.Lines.IsResyncing ? _walk.Lines.Resync() : _walk.Walker.Step();

    void Recover(JsonFault fault)
    {
        _walk.Walker.Abandon();
        var failure = new HistoryFormatException(fault.Position, fault.Message);
        if (!_walk.Lines.TryRecover(fault, failure))
        {
            (_failure, _isDone) = (failure, true);
        }
    }

    void End()
    {
        bool isResyncing = _walk.Lines.IsResyncing;
        if (_walk.Lines.TryEnd())
        {
            (_walk.IsAnythingKnown, _isDone) = (true, true);
            return;
        }

        if (!isResyncing && _walk.IsUnfinished)
        {
            throw _walk.EndFault();
        }

        _isDone = true;
        if (!_walk.IsAnythingKnown)
        {
            throw new HistoryFormatException(window.Position, "it is JSON, but nothing in it is history.");
        }
    }
}
