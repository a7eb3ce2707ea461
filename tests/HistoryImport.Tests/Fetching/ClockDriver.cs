using System.Diagnostics;
using ThreadState = System.Diagnostics.ThreadState;

namespace HistoryImport.Tests.Fetching;

/// <summary>Moves the clock to the next timer whenever nothing else can happen. Exact while no other test runs: see <see cref="ClockCollection"/>.</summary>
/// <remarks>Nobody may wait for the clock with a thread of ours: that one counts as working, however long it takes.</remarks>
static class ClockDriver
{
    // Most are about to end.
    const int CheapLooks = 50;

    // Flows with whatever the work starts, so a thread tells by itself when it begins and ends to work for us.
    static readonly AsyncLocal<bool> _isOurs = new(Count);

    static int _ours;

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
        _isOurs.Value = true;
        try
        {
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
        catch (Exception error)
        {
            done.SetException(error);
        }
        finally
        {
            _isOurs.Value = false;
        }
    }

    static void WaitUntilIdle(Task running)
    {
        int idle = 0, odd = 0;
        while (idle < 3 && !running.IsCompleted)
        {
            bool isQuiet = Volatile.Read(ref _ours) == 1 && ThreadPool.PendingWorkItemCount == 0;
            odd = isQuiet && BusyThreads() > 0 ? odd + 1 : 0;
            idle = isQuiet && (odd == 0 || (odd > CheapLooks && AllOthersSleep())) ? idle + 1 : 0;
            Thread.Yield();
        }
    }

    // A busy thread of the pool may be one that the test runner keeps and blocks, or one that is about to begin for us.
    static bool AllOthersSleep()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Cast<ProcessThread>().Count(thread => thread.ThreadState is ThreadState.Running or ThreadState.Ready) <= 1;
    }

    // The driver is one of ours too. A change from one run's mark to another's is none.
    static void Count(AsyncLocalValueChangedArgs<bool> change) =>
        Interlocked.Add(ref _ours, (change.CurrentValue ? 1 : 0) - (change.PreviousValue ? 1 : 0));

    static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int free, out _);
        return all - free;
    }
}
