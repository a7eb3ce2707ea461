using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Work in one transaction that may have to be done again.</summary>
/// <remarks>Where the answer to a commit was lost with the connection, the mark of the transaction tells the next attempt what became of
/// it: nothing is done twice.</remarks>
/// <param name="mark">What the transaction leaves of itself.</param>
/// <param name="leases">The leases of this process.</param>
/// <param name="open">Gets a connection.</param>
/// <param name="work">The work.</param>
/// <param name="find">Finds the result of an attempt that is committed; then the work is one round trip, and its end is the end of the
/// transaction. Done once more after that, it must change nothing.</param>
sealed class UnitOfWork<T>(
    CommitMark mark, HeldLeases leases, Func<CancellationToken, ValueTask<DbSession>> open, Func<DbSession, CancellationToken, ValueTask<T>> work,
    Func<DbSession, CancellationToken, ValueTask<T>>? find = null)
{
    T? _result;
    bool _isCommitting;

    /// <summary>Gets whether it ended, and nothing of any attempt is left on its way or held.</summary>
    public bool LeftNothing { get; private set; } = true;

    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        DbSession session = await open(cancellationToken).ConfigureAwait(false);
        bool leftNothing = LeftNothing;
        LeftNothing = false;
        await using (session.ConfigureAwait(false))
        {
            try
            {
                return await RunAsync(session, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!_isCommitting && !session.IsLost)
            {
                // What it began is rolled back before anybody hears of it.
                LeftNothing = leftNothing;
                throw;
            }
            // Npgsql gives up the connection after some answers of the server, such as a full disk: the answer is what counts.
            catch (Exception error) when (error is not (OperationCanceledException or StatementTooLongException or PostgresException)
                && session.IsLost && !PostgreSqlFault.IsTransient(error))
            {
                throw new SessionLostException("The connection ended amid work.", error);
            }
        }
    }

    async ValueTask<T> RunAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (!await TryWorkAsync(session, cancellationToken).ConfigureAwait(false))
        {
            return find is null ? _result! : await find(session, cancellationToken).ConfigureAwait(false);
        }

        if (find is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _isCommitting = true;
            await session.CommitAsync().ConfigureAwait(false);
        }

        return _result!;
    }

    /// <returns><see langword="false"/> if an earlier attempt is committed.</returns>
    async ValueTask<bool> TryWorkAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (find is null)
            {
                await session.BeginAsync(cancellationToken).ConfigureAwait(false);
            }

            mark.Set(session, leases.Lock());
            T result = await work(session, cancellationToken).ConfigureAwait(false);
            await session.RunWaitingAsync(cancellationToken).ConfigureAwait(false);
            _result = result;
            return true;
        }
        catch (AlreadyCommittedException)
        {
            return false;
        }
        catch (Exception error) when (PostgreSqlFault.IsTooLong(error))
        {
            throw new StatementTooLongException(error);
        }
    }
}
