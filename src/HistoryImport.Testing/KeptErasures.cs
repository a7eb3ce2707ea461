namespace HistoryImport.Testing;

/// <summary>The marks of what was erased, in memory. Not thread-safe.</summary>
sealed class KeptErasures
{
    readonly Dictionary<ConnectionKey, (long Number, Dictionary<string, Guid> Marks)> _kept = [];

    public void Check(ConnectionKey connection, long expected)
    {
        if (_kept.GetValueOrDefault(connection).Number != expected)
        {
            throw new ErasuresChangedException();
        }
    }

    public ErasureMarks Read(ConnectionKey connection, long known)
    {
        (long number, Dictionary<string, Guid>? marks) = _kept.GetValueOrDefault(connection);
        return number == known && number > 0
            ? new ErasureMarks(number, null)
            : new ErasureMarks(number, [.. (marks ?? []).Select(mark => new ErasureMark(mark.Key, mark.Value))]);
    }

    public void Change(ConnectionKey connection, IEnumerable<ErasureMark> added, IReadOnlyCollection<Guid> lifted)
    {
        (long number, Dictionary<string, Guid>? before) = _kept.GetValueOrDefault(connection);
        Dictionary<string, Guid> marks = new(before ?? [], StringComparer.Ordinal);
        foreach (ErasureMark mark in added)
        {
            marks[mark.Mark] = mark.Erasure;
        }

        _kept[connection] = (number + 1, marks.Where(mark => !lifted.Contains(mark.Value)).ToDictionary(StringComparer.Ordinal));
    }
}
