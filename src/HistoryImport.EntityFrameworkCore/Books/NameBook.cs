using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Names while a transaction works on them: the greatest of each JID and kind.</summary>
sealed class NameBook(Session session, long connection)
{
    static readonly Column<HistoryName>[] _key = [new("jid", ColumnType.Text, name => name.Jid.Value), new("kind", ColumnType.Number, name => (long)name.Kind)];
    static readonly Column<HistoryName>[] _columns = [.. _key, new("name", ColumnType.Text, name => name.Name)];

    readonly Dictionary<(Jid Jid, NameKind Kind), HistoryName> _names = [];
    readonly HashSet<Jid> _loaded = [];
    readonly HashSet<(Jid Jid, NameKind Kind)> _changed = [];
    readonly Dictionary<(Jid Jid, NameKind Kind), HistoryName> _gone = [];

    /// <summary>Gets the JIDs whose names changed, came or went.</summary>
    public IEnumerable<Jid> Changed => _changed.Concat(_gone.Keys).Select(name => name.Jid).Distinct();

    public async Task LoadAsync(IEnumerable<Jid> jids)
    {
        Jid[] missing = [.. jids.Where(jid => !jid.IsNone && _loaded.Add(jid))];
        if (missing.Length == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", missing, new Column<Jid>("jid", ColumnType.Text, jid => jid.Value));
        foreach (StoredName name in await session.EntitiesAsync<StoredName>(
            $"SELECT found.* FROM {wanted} CROSS JOIN {session.Tables.Names} AS found WHERE found.connection_id = {command.Add(connection)} AND found.jid = wanted.jid",
            command).ConfigureAwait(false))
        {
            Jid jid = JidColumn.Read(name.Jid);
            _names.Add((jid, (NameKind)name.Kind), new HistoryName(jid, (NameKind)name.Kind, name.Name));
        }
    }

    /// <summary>Takes the names of a JID away, or that of one kind.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EraseAsync(Jid jid, NameKind? kind = null)
    {
        await LoadAsync([jid]).ConfigureAwait(false);
        int count = 0;
        foreach (NameKind one in Enum.GetValues<NameKind>().Where(one => kind is null || one == kind))
        {
            if (_names.Remove((jid, one), out HistoryName name))
            {
                _changed.Remove((jid, one));
                _gone.Add((jid, one), name);
                count++;
            }
        }

        return count;
    }

    /// <summary>Takes all names of the connection away.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EraseAllAsync()
    {
        List<StoredName> names = await session.Context.Set<StoredName>().AsNoTracking().Where(name => name.ConnectionId == connection)
            .ToListAsync(session.CancellationToken).ConfigureAwait(false);
        foreach (StoredName name in names)
        {
            Jid jid = JidColumn.Read(name.Jid);
            _loaded.Add(jid);
            _gone.Add((jid, (NameKind)name.Kind), new HistoryName(jid, (NameKind)name.Kind, name.Name));
        }

        return names.Count;
    }

    /// <summary>Takes a name in, of a JID that is loaded.</summary>
    public void Add(HistoryName name)
    {
        if (!_names.TryGetValue((name.Jid, name.Kind), out HistoryName known) || name.Replaces(known))
        {
            _names[(name.Jid, name.Kind)] = name;
            _changed.Add((name.Jid, name.Kind));
        }
    }

    /// <summary>Moves the names of a JID to another. Both are loaded.</summary>
    public void Move(Jid from, Jid to)
    {
        foreach (NameKind kind in Enum.GetValues<NameKind>())
        {
            if (_names.Remove((from, kind), out HistoryName name))
            {
                _changed.Remove((from, kind));
                _gone.Add((from, kind), name);
                Add(name with { Jid = to });
            }
        }
    }

    /// <summary>Gets what is known of some JIDs, which are loaded.</summary>
    public IReadOnlyList<KnownNames> Of(IEnumerable<Jid> jids) =>
    [
        .. jids.Distinct().Select(jid => Enum.GetValues<NameKind>()
            .Aggregate(new KnownNames(jid), (known, kind) => _names.TryGetValue((jid, kind), out HistoryName name) ? known.With(name) : known)),
    ];

    public async Task WriteAsync()
    {
        if (_gone.Count > 0)
        {
            CommandText command = session.NewCommand();
            string gone = session.Dialect.Rows(command, "gone", [.. _gone.Values], _key);
            await session.ExecuteAsync(
                $"DELETE FROM {session.Tables.Names} WHERE connection_id = {command.Add(connection)} AND (jid, kind) IN (SELECT jid, kind FROM {gone})", command)
                .ConfigureAwait(false);
        }

        if (_changed.Count > 0)
        {
            CommandText command = session.NewCommand();
            string given = session.Dialect.Rows(command, "given", [.. _changed.Select(name => _names[name])], _columns);
            await session.ExecuteAsync(
                $"""
                INSERT INTO {session.Tables.Names}(connection_id, jid, kind, name) SELECT {command.Add(connection)}, jid, kind, name FROM {given} WHERE true
                ON CONFLICT(connection_id, jid, kind) DO UPDATE SET name = excluded.name
                """,
                command).ConfigureAwait(false);
        }
    }
}
