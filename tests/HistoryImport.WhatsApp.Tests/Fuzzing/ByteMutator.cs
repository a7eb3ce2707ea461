namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>Damage that knows nothing of formats.</summary>
static class ByteMutator
{
    public static byte[] Mutate(byte[] payload, byte[] other, Random random)
    {
        if (payload.Length == 0)
        {
            return payload;
        }

        switch (random.Next(6))
        {
            case 0:
                return payload[..random.Next(payload.Length + 1)];
            case 1:
                int from = random.Next(payload.Length);
                return [.. payload[..from], .. payload[random.Next(from, payload.Length)..]];
            case 2:
                return [.. payload[..random.Next(payload.Length)], .. other[random.Next(other.Length + 1)..]];
            case 3:
                int at = random.Next(payload.Length);
                byte[] noise = new byte[random.Next(1, 9)];
                random.NextBytes(noise);
                return [.. payload[..at], .. noise, .. payload[at..]];
            case 4:
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
                return payload;
            default:
                for (int flips = random.Next(1, 9); flips > 0; flips--)
                {
                    payload[random.Next(payload.Length)] ^= (byte)(1 << random.Next(8));
                }

                return payload;
        }
    }
}
