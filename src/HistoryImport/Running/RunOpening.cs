namespace HistoryImport;

/// <summary>What a run begins with.</summary>
/// <param name="Lease">What it may write by.</param>
/// <param name="Status">Writes down how far it is.</param>
/// <param name="Known">Who is who, as of just now; <see langword="null"/> if it has to be asked for.</param>
/// <param name="States">The state store, with what the run needs at its start read ahead.</param>
sealed record RunOpening(LeaseHolder Lease, StatusWriter Status, AliasSet? Known, IStateStore States)
{
    /// <summary>Looks what became of the lease, when it is no longer ours. Who took it and has given it back left a status.</summary>
    public ValueTask<LeaseFate> LookAsync() => Lease.LookAsync(token => Status.LookAsync(Lease.Lease.Owner, token));
}
