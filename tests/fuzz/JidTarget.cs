using System.Runtime.InteropServices;
using HistoryImport.Tests;

namespace HistoryImport.Fuzz;

/// <summary>Spellings of JIDs, as the UTF-16 they are parsed from: any character may stand alone.</summary>
sealed class JidTarget : IFuzzTarget
{
    public IEnumerable<byte[]> Seeds() => JidVectors.All.Select(vector => Bytes(vector.Input));

    public byte[] Mutate(byte[] input, byte[] other, Random random) => Bytes(JidMutator.Mutate(Text(input), Text(other), random));

    public void Run(byte[] input) => JidCheck.Run(Text(input));

    static string Text(byte[] utf16) => new(MemoryMarshal.Cast<byte, char>(utf16));

    static byte[] Bytes(string text) => MemoryMarshal.AsBytes(text.AsSpan()).ToArray();
}
