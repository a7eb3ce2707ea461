namespace HistoryImport.Fuzz;

/// <summary>The inputs that did something new. For each edge the shortest that takes it is picked more often than the others.</summary>
sealed class Corpus
{
    readonly List<(byte[] Input, int[] Edges)> _inputs = [];
    readonly Dictionary<int, int> _shortest = [];

    public int Count => _inputs.Count;

    public void Add(byte[] input, IEnumerable<int> edges)
    {
        int[] taken = [.. edges];
        _inputs.Add((input, taken));
        foreach (int edge in taken)
        {
            if (!_shortest.TryGetValue(edge, out int best) || input.Length < _inputs[best].Input.Length)
            {
                _shortest[edge] = _inputs.Count - 1;
            }
        }
    }

    /// <summary>Any input, one that was added lately, or the shortest for some edge.</summary>
    public byte[] Pick(Random random)
    {
        int at = random.Next(8) switch
        {
            0 => random.Next(_inputs.Count),
            1 or 2 => random.Next(_inputs.Count - Math.Min(_inputs.Count, 50), _inputs.Count),
            _ => _shortest.Values.ElementAt(random.Next(_shortest.Count)),
        };
        return _inputs[at].Input;
    }

    /// <summary>Few and short inputs that take every edge between them, with what each adds to those before it.</summary>
    public IEnumerable<(byte[] Input, HashSet<int> Adds)> Cover()
    {
        var taken = new HashSet<int>();
        foreach ((byte[] input, int[] edges) in _inputs.OrderBy(one => one.Input.Length))
        {
            HashSet<int> adds = [.. edges.Where(edge => !taken.Contains(edge))];
            if (adds.Count > 0)
            {
                taken.UnionWith(adds);
                yield return (input, adds);
            }
        }
    }
}
