namespace HistoryImport;

/// <summary>Keeps out what was erased, where history comes in: of deliveries, and of what an import reads.</summary>
sealed class ErasureGuard(ErasureBook book, Eraser eraser)
{
    /// <summary>Leaves out of a set what was erased. What its claims make one with that, is erased first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="set">The set with all of its claims.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <returns>What may be kept, and by what it was sifted.</returns>
    public async ValueTask<(HistorySet Set, Sieve Sieve)> SiftAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken)
    {
        Sieve sieve = await SieveAsync(connection, set.Claims, set.Account, cancellationToken).ConfigureAwait(false);
        return (sieve.Sift(set), sieve);
    }

    /// <summary>Leaves out of a batch what was erased, as <see cref="SiftAsync(ConnectionKey, HistorySet, CancellationToken)"/> does.</summary>
    public async ValueTask<(CacheBatch Batch, IReadOnlyList<long> Dropped, Sieve Sieve)> SiftAsync(
        ConnectionKey connection, CacheBatch batch, CancellationToken cancellationToken)
    {
        Sieve sieve = await book.GetAsync(connection, cancellationToken).ConfigureAwait(false);
        if (sieve.IsEmpty)
        {
            return (batch, [], sieve);
        }

        var claims = new HistorySet { Messages = [.. batch.Messages.Select(cached => cached.Message)], Claims = batch.Claims };
        sieve = await SieveAsync(connection, claims.GetClaims(batch.Account), batch.Account, cancellationToken).ConfigureAwait(false);
        CacheBatch sifted = sieve.Sift(batch, out IReadOnlyList<long> dropped);
        return (sifted, dropped, sieve);
    }

    /// <summary>Takes out what came in after somebody else erased it: after it was kept.</summary>
    public async ValueTask KeptAsync(ConnectionKey connection, HistorySet set, Sieve sieve, CancellationToken cancellationToken)
    {
        if (!book.IsKept)
        {
            return;
        }

        Sieve now = await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false);
        if (now.Number != sieve.Number)
        {
            await SieveAsync(connection, set.Claims, set.Account, cancellationToken).ConfigureAwait(false);
            await eraser.SweepAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Hears that more was erased than was known.</summary>
    public ValueTask<Sieve> RenewAsync(ConnectionKey connection, CancellationToken cancellationToken) => book.RenewAsync(connection, cancellationToken);

    // A claim that our own account is somebody who was erased is not kept, and erases nothing.
    async ValueTask<Sieve> SieveAsync(
        ConnectionKey connection, IReadOnlyList<JidClaim> claims, IReadOnlyList<Jid> account, CancellationToken cancellationToken)
    {
        while (true)
        {
            Sieve sieve = await book.GetAsync(connection, cancellationToken).ConfigureAwait(false);
            int extended = 0;
            foreach (HalfErased half in sieve.FindHalfErased(claims))
            {
                if (!account.Contains(half.Jid) && !await eraser.IsOwnAsync(connection, half.Jid, cancellationToken).ConfigureAwait(false))
                {
                    await ExtendAsync(connection, half, cancellationToken).ConfigureAwait(false);
                    extended++;
                }
            }

            if (extended == 0)
            {
                return sieve;
            }
        }
    }

    async ValueTask ExtendAsync(ConnectionKey connection, HalfErased half, CancellationToken cancellationToken)
    {
        _ = half.IsPerson
            ? await eraser.PersonAsync(connection, half.Jid, half.Erasure, cancellationToken).ConfigureAwait(false)
            : await eraser.ChatAsync(connection, half.Jid, half.Erasure, cancellationToken).ConfigureAwait(false);
    }
}
