using System.Collections.Concurrent;
using System.Diagnostics;

namespace HistoryImport.Tests.Fetching;

/// <summary>Kills this very process at the n-th call of a contract.</summary>
sealed class Accident(string contract, int call, bool isBefore)
{
    readonly ConcurrentDictionary<string, int> _calls = new();

    public IReadOnlyDictionary<string, int> Calls => _calls;

    public bool Before(string name)
    {
        bool isThis = _calls.AddOrUpdate(name, 1, (_, before) => before + 1) == call && name == contract;
        if (isThis && !isBefore)
        {
            // Right after the call has done its work.
            return true;
        }

        return isThis && Die();
    }

    public static bool Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.CurrentThread.Join();
        return true;
    }
}
