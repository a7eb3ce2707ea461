namespace HistoryImport.Fuzz;

/// <summary>Cuts pieces out of an input as long as it still does what it is kept for.</summary>
static class Reducer
{
    const int MaxTries = 2000;

    public static byte[] Reduce(byte[] input, Func<byte[], bool> isAsGood)
    {
        int tries = 0;
        for (int piece = Math.Max(input.Length / 2, 1); piece > 0 && tries < MaxTries; piece /= 2)
        {
            for (int at = 0; at + piece <= input.Length && tries < MaxTries; tries++)
            {
                byte[] shorter = [.. input[..at], .. input[(at + piece)..]];
                if (isAsGood(shorter))
                {
                    input = shorter;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return input;
    }
}
