namespace HistoryImport;

/// <summary>Cuts a list of joins into runs that can be done at once each, for those who write stores.</summary>
/// <remarks>Within a run every source and every target occurs once, and no source is also a target of another: no two old rows come to one
/// key. A join of our own account may name one JID twice, and comes once a run: what it sent under any JID has one key.</remarks>
public static class JoinPlan
{
    /// <summary>Gets the runs, to be done one after the other.</summary>
    /// <param name="joins">The joins in their order. Those that change nothing are left out.</param>
    public static IEnumerable<IReadOnlyCollection<JidJoin>> Runs(IEnumerable<JidJoin> joins)
    {
        ArgumentNullException.ThrowIfNull(joins);
        return Cut(joins);
    }

    static IEnumerable<IReadOnlyCollection<JidJoin>> Cut(IEnumerable<JidJoin> joins)
    {
        var run = new Dictionary<Jid, JidJoin>();
        var targets = new HashSet<Jid>();
        foreach (JidJoin join in joins)
        {
            if (join.From == join.To && !join.IsOwn || join.From.IsNone || join.To.IsNone
                || run.TryGetValue(join.From, out JidJoin earlier) && LeavesNothing(earlier, join))
            {
                continue;
            }

            if (run.ContainsKey(join.From) || run.ContainsKey(join.To) || targets.Contains(join.From) || targets.Contains(join.To)
                || join.IsOwn && run.Values.Any(other => other.IsOwn))
            {
                yield return run.Values;
                run = [];
                targets = [];
            }

            run.Add(join.From, join);
            if (join.From != join.To)
            {
                targets.Add(join.To);
            }
        }

        if (run.Count > 0)
        {
            yield return run.Values;
        }
    }

    // What moved away is not there to move again. What became own where it is, is.
    static bool LeavesNothing(JidJoin earlier, JidJoin join) => earlier == join || earlier.From != earlier.To;
}
