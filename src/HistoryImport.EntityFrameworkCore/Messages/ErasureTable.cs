using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>The marks of what was erased.</summary>
static class ErasureTable
{
    static readonly Column<ErasureMark>[] _columns =
        [new("mark", ColumnType.Text, mark => mark.Mark), new("erasure", ColumnType.Text, mark => mark.Erasure.ToString())];

    public static async Task<ErasureMarks> ReadAsync(Session session, ConnectionKey connection, long known)
    {
        // The number first: what is marked between two statements has a greater one.
        if (await session.ConnectionAsync(connection).ConfigureAwait(false) is not { Erasures: > 0 } found)
        {
            return ErasureMarks.None;
        }

        if (found.Erasures == known)
        {
            return new ErasureMarks(known, null);
        }

        List<StoredErasure> marks = await session.Context.Set<StoredErasure>().AsNoTracking().Where(mark => mark.ConnectionId == found.Number)
            .ToListAsync(session.CancellationToken).ConfigureAwait(false);
        return new ErasureMarks(found.Erasures, [.. marks.Select(mark => new ErasureMark(mark.Mark, Guid.Parse(mark.Erasure)))]);
    }

    /// <summary>Changes the marks. Whoever writes holds the connection: none of before is still on its way.</summary>
    public static async Task<bool> ChangeAsync(
        Session session, ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted)
    {
        long number = (await session.HoldConnectionAsync(connection).ConfigureAwait(false)).Number;
        if (added.Count > 0)
        {
            CommandText command = session.NewCommand();
            string given = session.Dialect.Rows(command, "given", [.. added.DistinctBy(mark => mark.Mark)], _columns);
            await session.ExecuteAsync(
                $"""
                INSERT INTO {session.Tables.Erasures}(connection_id, mark, erasure) SELECT {command.Add(number)}, mark, erasure FROM {given} WHERE true
                ON CONFLICT(connection_id, mark) DO UPDATE SET erasure = excluded.erasure
                """,
                command).ConfigureAwait(false);
        }

        string[] gone = [.. lifted.Select(erasure => erasure.ToString())];
        await session.Context.Set<StoredErasure>().Where(mark => mark.ConnectionId == number && gone.Contains(mark.Erasure))
            .ExecuteDeleteAsync(session.CancellationToken).ConfigureAwait(false);
        await session.Context.Set<StoredConnection>().Where(one => one.ConnectionId == number)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Erasures, one => one.Erasures + 1), session.CancellationToken).ConfigureAwait(false);
        return true;
    }

    public static async Task<IReadOnlyList<ConnectionKey>> ConnectionsAsync(Session session, string tenant)
    {
        List<string> names = await session.Context.Set<StoredConnection>().AsNoTracking().Where(one => one.Tenant == tenant).Select(one => one.Name)
            .ToListAsync(session.CancellationToken).ConfigureAwait(false);
        return [.. names.Order(StringComparer.Ordinal).Select(name => new ConnectionKey(tenant, name))];
    }
}
