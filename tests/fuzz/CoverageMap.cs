using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace HistoryImport.Fuzz;

/// <summary>How often an input took each edge, in the eight steps of AFL: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more.</summary>
sealed unsafe class CoverageMap : IDisposable
{
    public const int Size = 1 << 16;

    readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Size);
    readonly byte[] _seen = new byte[Size];
    readonly List<(int Edge, byte Step)> _hits = [];
    FieldInfo[] _previous = [];

    /// <summary>Gets the edges of the last input.</summary>
    public IReadOnlyList<(int Edge, byte Step)> Hits => _hits;

    /// <summary>Gets how many edges any input has taken.</summary>
    public int Edges => _seen.Count(steps => steps != 0);

    /// <summary>Points every instrumented assembly at one map.</summary>
    public static CoverageMap Attach()
    {
        var map = new CoverageMap();
        Assembly[] instrumented = [typeof(WhatsApp.HistoryDecoder).Assembly, typeof(Jid).Assembly];
        Type[] traces = [.. instrumented.Select(TraceOf).Distinct()];
        foreach (Type trace in traces)
        {
            trace.GetField("SharedMem")!.SetValue(null, Pointer.Box(map._counts, typeof(byte*)));
        }

        map._previous = [.. traces.Select(trace => trace.GetField("PrevLocation")!)];
        return map;
    }

    public void Reset()
    {
        new Span<byte>(_counts, Size).Clear();
        foreach (FieldInfo previous in _previous)
        {
            previous.SetValue(null, 0);
        }
    }

    /// <summary>Reads what the last input did. True if an edge was taken, or taken so often, for the first time.</summary>
    public bool Collect()
    {
        _hits.Clear();
        bool isNew = false;
        var counts = new ReadOnlySpan<ulong>(_counts, Size / sizeof(ulong));
        for (int word = 0; word < counts.Length; word++)
        {
            if (counts[word] == 0)
            {
                continue;
            }

            for (int edge = word * sizeof(ulong); edge < (word + 1) * sizeof(ulong); edge++)
            {
                if (_counts[edge] != 0)
                {
                    byte step = Step(_counts[edge]);
                    _hits.Add((edge, step));
                    isNew |= (_seen[edge] & step) == 0;
                    _seen[edge] |= step;
                }
            }
        }

        return isNew;
    }

    public void Dispose() => NativeMemory.Free(_counts);

    static byte Step(byte count) => count switch
    {
        <= 3 => (byte)(1 << (count - 1)),
        <= 15 => (byte)(1 << BitOperations.Log2(count) + 1),
        <= 31 => 1 << 5,
        <= 127 => 1 << 6,
        _ => 1 << 7,
    };

    static Type TraceOf(Assembly assembly) =>
        assembly.GetType("SharpFuzz.Common.Trace")
        ?? (assembly.GetReferencedAssemblies().Any(name => name.Name == "SharpFuzz.Common")
            ? typeof(SharpFuzz.Common.Trace)
            : throw new InvalidOperationException($"{assembly.GetName().Name} is not instrumented."));
}
