namespace HistoryImport.Cli;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
static class LikelyName
{
    /// <summary>Finds the name that the fewest changed letters lead to, if they are few.</summary>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        (string? name, int distance) = names.Select(name => ((string?)name, Distance(typed, name))).DefaultIfEmpty((null, int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, typed.Length / 3) ? name : null;
    }

    // Letters that are left out, added, changed, or swapped with the next.
    static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
