namespace HistoryImport.PostgreSql;

/// <summary>Work in one transaction that may have to be done again.</summary>
/// <remarks>Where the answer to a commit was lost with the connection, the next attempt asks the server what became of it: nothing is
/// done twice.</remarks>
sealed class UnitOfWork<T>(Func<CancellationToken, ValueTask<Session>> open, Func<Session, CancellationToken, ValueTask<T>> work)
{
    ulong? _unanswered;
    T? _result;

    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        Session session = await open(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                return await IsDoneAsync(session, cancellationToken).ConfigureAwait(false)
                    ? _result!
                    : await RunAsync(session, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException && session.IsLost && !PostgreSqlFault.IsTransient(error))
            {
                throw new SessionLostException("The connection ended amid work.", error);
            }
        }
    }

    async ValueTask<T> RunAsync(Session session, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        _result = await work(session, cancellationToken).ConfigureAwait(false);
        _unanswered = await session.TransactionAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await session.CommitAsync().ConfigureAwait(false);
        return _result;
    }

    async ValueTask<bool> IsDoneAsync(Session session, CancellationToken cancellationToken)
    {
        if (_unanswered is not { } transaction)
        {
            return false;
        }

        string? status = await session.StatusAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (status == "in progress")
        {
            throw new SessionLostException("The server has not said yet what became of the last commit.");
        }

        _unanswered = null;
        return status == "committed";
    }
}
