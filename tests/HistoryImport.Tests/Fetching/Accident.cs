using System.Collections.Concurrent;

namespace HistoryImport.Tests.Fetching;

/// <summary>Something that happens at the n-th call of a contract.</summary>
sealed class Accident(string contract = "", int call = 0, AccidentKind kind = AccidentKind.None) : IDisposable
{
    readonly ConcurrentDictionary<string, int> _calls = new();
    readonly CancellationTokenSource _cancel = new();
    volatile bool _isDead;

    public CancellationToken Token => _cancel.Token;

    public bool HasHappened { get; private set; }

    public IReadOnlyDictionary<string, int> Calls => _calls;

    /// <summary>Counts a call.</summary>
    /// <returns>Whether the process dies when the call has done its work.</returns>
    public bool Before(string name)
    {
        if (_isDead)
        {
            throw new ProcessDiedException();
        }

        int number = _calls.AddOrUpdate(name, 1, (_, before) => before + 1);
        if (name != contract || number != call)
        {
            return false;
        }

        HasHappened = true;
        switch (kind)
        {
            case AccidentKind.Cancelled:
                _cancel.Cancel();
                return false;
            case AccidentKind.DiedBefore:
                _isDead = true;
                throw new ProcessDiedException();
            default:
                _isDead = kind == AccidentKind.DiedAfter;
                return _isDead;
        }
    }

    public void Dispose() => _cancel.Dispose();
}
