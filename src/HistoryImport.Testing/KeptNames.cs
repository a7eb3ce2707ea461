using System.Text;

namespace HistoryImport.Testing;

/// <summary>Names, of each JID and kind the greatest. Not thread-safe.</summary>
sealed class KeptNames(UndoLog undo)
{
    readonly Dictionary<(ConnectionKey Connection, Jid Jid, NameKind Kind), string> _names = [];

    public IEnumerable<ConnectionKey> Connections => _names.Keys.Select(key => key.Connection);

    public IReadOnlyList<HistoryName> Of(ConnectionKey connection) =>
        [.. _names.Where(name => name.Key.Connection == connection).Select(name => new HistoryName(name.Key.Jid, name.Key.Kind, name.Value))];

    public void Add(ConnectionKey connection, HistoryName name)
    {
        string? known = _names.GetValueOrDefault((connection, name.Jid, name.Kind));
        if (known is null || Encoding.UTF8.GetBytes(name.Name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(known)) > 0)
        {
            undo.Set(_names, (connection, name.Jid, name.Kind), name.Name);
        }
    }

    public void Remove(ConnectionKey connection, HistoryName name) => undo.Remove(_names, (connection, name.Jid, name.Kind));

    public void Move(ConnectionKey connection, Func<Jid, Jid> joined)
    {
        HistoryName[] affected = [.. Of(connection).Where(name => joined(name.Jid) != name.Jid)];
        Array.ForEach(affected, name => Remove(connection, name));
        Array.ForEach(affected, name => Add(connection, name with { Jid = joined(name.Jid) }));
    }
}
