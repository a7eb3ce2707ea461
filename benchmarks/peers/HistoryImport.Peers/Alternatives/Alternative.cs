namespace HistoryImport.Peers;

/// <summary>One way to bring a history into the table.</summary>
abstract class Alternative(string name, ITable table)
{
    public string Name => name;

    public ITable Table => table;

    /// <summary>Gets what it is: a peer, the limit, or ours.</summary>
    public virtual Role Role => Role.Peer;

    /// <summary>Gets whether it takes long, so that fewer rounds must do.</summary>
    public bool IsSlow => ShareOf(Known.None) > 1;

    /// <summary>Gets whether it goes on where rows are known already.</summary>
    public virtual bool TakesKnown => true;

    /// <summary>Gets whether it looks up rows by their ids alone.</summary>
    public virtual bool LooksUpById => false;

    /// <summary>Gets which part of the history it is given: one message in so many where it is slow.</summary>
    public virtual int ShareOf(Known known) => 1;

    /// <summary>Imports; what does not belong to it, like opening the first connection, is done before the clock starts.</summary>
    /// <returns>The seconds it took.</returns>
    public abstract Task<double> ImportAsync(PeerHistory history);
}
