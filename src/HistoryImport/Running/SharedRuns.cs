namespace HistoryImport;

/// <summary>The runs of this process that somebody may join.</summary>
sealed class SharedRuns
{
    readonly Lock _lock = new();
    readonly Dictionary<(ImportRequest, string, string), List<SharedRun>> _running = [];

    /// <summary>Joins the run of a request that wants as much or more, or begins one.</summary>
    public SharedRun Enter(ImportRequest request, Func<ImportRequest, ProgressReporter> createReporter, out bool isFirst)
    {
        var window = ImportWindow.Of(request);
        lock (_lock)
        {
            // Who will not wait asks the lease, like everybody who cannot join.
            if (request.WhenRunning == WhenRunning.Join && Find(request, window) is { } running)
            {
                isFirst = false;
                if (request.ProgressSink is { } sink)
                {
                    running.Progress.Add(sink);
                }

                return running;
            }

            isFirst = true;
            var run = new SharedRun(createReporter(request), window);
            if (request.WhenRunning == WhenRunning.Join)
            {
                RunsLike(request).Add(run);
            }

            return run;
        }
    }

    /// <summary>Ends a run: those who joined get its result, and nobody joins any more.</summary>
    public void Leave(ImportRequest request, SharedRun run, ImportResult? result)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(KeyOf(request), out List<SharedRun>? runs) && runs.Remove(run) && runs.Count == 0)
            {
                _running.Remove(KeyOf(request));
            }
        }

        run.Complete(result);
    }

    // How many messages are enough is counted in the window: there another one would end elsewhere.
    SharedRun? Find(ImportRequest request, ImportWindow window) => _running.TryGetValue(KeyOf(request), out List<SharedRun>? runs)
        ? runs.Find(run => request.EnoughMessages is null ? run.Window.Covers(window) : run.Window == window)
        : null;

    List<SharedRun> RunsLike(ImportRequest request)
    {
        if (!_running.TryGetValue(KeyOf(request), out List<SharedRun>? runs))
        {
            _running.Add(KeyOf(request), runs = []);
        }

        return runs;
    }

    // What the run does, without who listens and from when to when.
    static (ImportRequest, string, string) KeyOf(ImportRequest request) => (
        request with { Chats = [], Account = [], ProgressSink = null, Problems = null, Since = null, Until = null },
        string.Join('\n', request.Chats.Order()),
        string.Join('\n', request.Account.Order()));
}
