namespace HistoryImport.PostgreSql;

/// <summary>Cuts a list of joins into runs in which every source and every target occurs once, and no source is also a target, so that
/// a run can be done at once: no two old rows come to one key.</summary>
static class JoinPlan
{
    public static IEnumerable<IReadOnlyCollection<JidJoin>> Runs(IEnumerable<JidJoin> joins)
    {
        var run = new Dictionary<Jid, JidJoin>();
        var targets = new HashSet<Jid>();
        foreach (JidJoin join in joins)
        {
            if (join.From == join.To || join.From.IsNone || join.To.IsNone || run.ContainsKey(join.From))
            {
                // Of two joins from one JID the first leaves nothing to the second.
                continue;
            }

            if (targets.Contains(join.From) || targets.Contains(join.To) || run.ContainsKey(join.To))
            {
                yield return run.Values;
                run = [];
                targets = [];
            }

            run.Add(join.From, join);
            targets.Add(join.To);
        }

        if (run.Count > 0)
        {
            yield return run.Values;
        }
    }
}
