namespace HistoryImport;

/// <summary>Asks whether a lease is still its owner's, where the store cannot see it while it writes.</summary>
sealed class LeaseCheck(IStateStore state, ConnectionKey connection, ImportLease lease)
{
    /// <exception cref="LeaseLostException">It is not: it was revoked, or somebody else has it.</exception>
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        StateValue? held;
        try
        {
            held = await state.GetAsync(connection, lease.Key, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            // Whatever ails the store: until the lease is over by our own clock, nobody else can have it.
            return;
        }

        if (!lease.IsHeldBy(held))
        {
            throw new LeaseLostException();
        }
    }
}
