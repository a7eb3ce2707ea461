namespace HistoryImport.Sqlite;

/// <summary>Cuts a list of joins into runs in which no source is also a target, so that a run can be done at once.</summary>
static class JoinPlan
{
    public static IEnumerable<IReadOnlyCollection<JidJoin>> Runs(IEnumerable<JidJoin> joins)
    {
        var run = new Dictionary<Jid, JidJoin>();
        var targets = new HashSet<Jid>();
        foreach (JidJoin join in joins)
        {
            if (join.From == join.To || join.From.IsNone || join.To.IsNone)
            {
                continue;
            }

            if (targets.Contains(join.From) || run.ContainsKey(join.To))
            {
                yield return run.Values;
                run = [];
                targets.Clear();
            }

            // Of two joins from one JID the first leaves nothing to the second.
            if (run.TryAdd(join.From, join))
            {
                targets.Add(join.To);
            }
        }

        if (run.Count > 0)
        {
            yield return run.Values;
        }
    }
}
