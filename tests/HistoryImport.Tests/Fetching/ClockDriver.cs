namespace HistoryImport.Tests.Fetching;

static class ClockDriver
{
    /// <summary>Runs work on the clock: time passes only while nothing else can happen.</summary>
    public static async Task<T> RunAsync<T>(this ManualTimeProvider time, Func<Task<T>> work)
    {
        Task<T> running = Task.Run(work);
        while (!running.IsCompleted)
        {
            // Everything is in memory, so what can go on does within a moment.
            for (int quiet = 0; quiet < 3 && !running.IsCompleted; quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0)
            {
                await Task.Delay(1);
            }

            if (!running.IsCompleted && time.ActiveTimers > 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        return await running;
    }
}
