namespace HistoryImport;

/// <summary>The runs of this process that somebody may join.</summary>
sealed class SharedRuns
{
    readonly Lock _lock = new();
    readonly Dictionary<(ImportRequest, string, string), SharedRun> _running = [];

    /// <summary>Joins the run of an equal request, or begins one.</summary>
    public SharedRun Enter(ImportRequest request, Func<ImportRequest, ProgressReporter> createReporter, out bool isFirst)
    {
        lock (_lock)
        {
            // Who will not wait asks the lease, like everybody who is not equal.
            if (request.WhenRunning == WhenRunning.Join && _running.TryGetValue(KeyOf(request), out SharedRun? running))
            {
                isFirst = false;
                if (request.ProgressSink is { } sink)
                {
                    running.Progress.Add(sink);
                }

                return running;
            }

            isFirst = true;
            var run = new SharedRun(createReporter(request));
            if (request.WhenRunning == WhenRunning.Join)
            {
                _running.Add(KeyOf(request), run);
            }

            return run;
        }
    }

    /// <summary>Ends a run: those who joined get its result, and nobody joins any more.</summary>
    public void Leave(ImportRequest request, SharedRun run, ImportResult? result)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(KeyOf(request), out SharedRun? running) && ReferenceEquals(running, run))
            {
                _running.Remove(KeyOf(request));
            }
        }

        run.Complete(result);
    }

    // What the run does, without who listens.
    static (ImportRequest, string, string) KeyOf(ImportRequest request) => (
        request with { Chats = [], Account = [], ProgressSink = null, Problems = null },
        string.Join('\n', request.Chats.Order()),
        string.Join('\n', request.Account.Order()));
}
