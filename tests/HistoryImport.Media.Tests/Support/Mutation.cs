namespace HistoryImport.Media.Tests.Support;

/// <summary>Makes something else of a file.</summary>
static class Mutation
{
    public static byte[] Of(byte[] file, Random random)
    {
        byte[] mutated = [.. file];
        switch (random.Next(9))
        {
            case 0:
                return mutated[..random.Next(mutated.Length)];
            case 1:
                return [.. mutated, .. Bytes(random, 1 + random.Next(40))];
            case 2:
                return Bytes(random, random.Next(mutated.Length + 64));
            case 3:
                return [.. "<!doctype html>"u8, .. mutated[Math.Min(15, mutated.Length)..]];
            case 4:
                // Blocks in another order.
                int one = random.Next(mutated.Length / 16 + 1) * 16;
                return [.. mutated[Math.Min(one, mutated.Length)..], .. mutated[..Math.Min(one, mutated.Length)]];
            case 5:
                int from = random.Next(mutated.Length);
                int to = from + random.Next(mutated.Length - from + 1);
                return [.. mutated[..from], .. mutated[to..]];
            case 6:
                return [.. mutated, .. mutated[^Math.Min(26, mutated.Length)..]];
            case 7:
                mutated[^(1 + random.Next(10))] ^= (byte)(1 << random.Next(8));
                return mutated;
            default:
                for (int flips = 1 + random.Next(3); flips > 0; flips--)
                {
                    mutated[random.Next(mutated.Length)] ^= (byte)(1 + random.Next(255));
                }

                return mutated;
        }
    }

    static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
