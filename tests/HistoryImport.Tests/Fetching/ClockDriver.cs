using System.Diagnostics;

namespace HistoryImport.Tests.Fetching;

/// <summary>Moves the clock to the next timer whenever nothing else can happen. Exact while no other test runs: see <see cref="ClockCollection"/>.</summary>
static class ClockDriver
{
    // Somebody blocks a thread on purpose: waiting for that one would take for ever.
    static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);

    // The test runner itself keeps threads of the pool: as many as were busy when fewest were.
    static int? _alwaysBusy;

    public static Task<T> RunAsync<T>(this ManualTimeProvider time, Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Not on the pool, so that it does not count itself.
        var driver = new Thread(() => Drive(time, work, done)) { IsBackground = true };
        driver.Start();
        return done.Task;
    }

    static void Drive<T>(ManualTimeProvider time, Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        _alwaysBusy ??= FewestBusy();
        Task<T> running = Task.Run(work);
        while (!running.IsCompleted)
        {
            WaitUntilIdle(running);
            if (!running.IsCompleted)
            {
                time.AdvanceToNextTimer();
            }
        }

        done.SetFromTask(running);
    }

    static void WaitUntilIdle(Task running)
    {
        long started = Stopwatch.GetTimestamp();
        int idle = 0;
        while (idle < 3 && !running.IsCompleted)
        {
            int busy = BusyThreads();
            _alwaysBusy = Math.Min(_alwaysBusy ?? busy, busy);
            idle = busy > _alwaysBusy || ThreadPool.PendingWorkItemCount > 0 ? 0 : idle + 1;
            Thread.Yield();
            if (Stopwatch.GetElapsedTime(started) >= _patience)
            {
                if (StandsStill())
                {
                    return;
                }

                started = Stopwatch.GetTimestamp();
            }
        }
    }

    // Who is only kept waiting by other processes still gets more of the processor than that.
    static bool StandsStill()
    {
        using var never = new ManualResetEventSlim();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        never.Wait(200);
        return Environment.CpuUsage.TotalTime - before < TimeSpan.FromMilliseconds(5);
    }

    static int FewestBusy()
    {
        using var never = new ManualResetEventSlim();
        return Enumerable.Range(0, 500).Min(_ => never.Wait(2) ? 0 : BusyThreads());
    }

    static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int free, out _);
        return all - free;
    }
}
