namespace HistoryImport.Fuzz;

/// <summary>What is fuzzed.</summary>
interface IFuzzTarget
{
    IEnumerable<byte[]> Seeds();

    byte[] Mutate(byte[] input, byte[] other, Random random);

    /// <summary>Throws what is a finding.</summary>
    void Run(byte[] input);
}
