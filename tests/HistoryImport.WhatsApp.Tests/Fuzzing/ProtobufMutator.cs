namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>History sets that are nearly right: fields moved, retyped, nested, repeated, of odd values and wrong lengths.</summary>
sealed class ProtobufMutator
{
    // Small sets make many payloads; the damage is to fields, of which a small set has enough.
    const int MaxSetBytes = 4096;
    const int Conversations = 2;

    static readonly ulong[] _oddValues = [0, 1, 0x7F, 0x80, int.MaxValue, uint.MaxValue, 1UL << 40, long.MaxValue, 1UL << 63, ulong.MaxValue];

    static readonly byte[][] _oddBytes =
    [
        [], [0], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xC0, 0x80], [0x80, 0x80, 0x80], "5511987654321@s.whatsapp.net"u8.ToArray(), "1@lid"u8.ToArray(),
        "status@broadcast"u8.ToArray(), "1-1@g.us"u8.ToArray(), new byte[300], [.. Enumerable.Repeat((byte)'x', 200)], [.. Enumerable.Repeat((byte)0xFF, 20)],
    ];

    readonly List<List<WireNode>> _sets = [.. Samples.Protobuf().SelectMany(set => Split(WireNode.TryParse(set)!))];

    public byte[] Next(Random random) => Damaged(Pick(random).ConvertAll(node => node.Clone()), random);

    /// <summary>Damages a payload, which may be damaged already.</summary>
    public byte[] Mutate(byte[] payload, Random random) => WireNode.TryParse(payload) is { Count: > 0 } set
        ? Damaged(set, random)
        : ByteMutator.Mutate([.. payload], WireNode.Write(Pick(random)), random);

    /// <summary>The samples in small pieces, undamaged.</summary>
    public IEnumerable<byte[]> Seeds() => _sets.Select(WireNode.Write);

    byte[] Damaged(List<WireNode> set, Random random)
    {
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            Change(set, random);
        }

        byte[] payload = WireNode.Write(set);
        for (int changes = random.Next(2); changes > 0; changes--)
        {
            payload = ByteMutator.Mutate(payload, WireNode.Write(Pick(random)), random);
        }

        if (random.Next(10) == 0)
        {
            payload = Decode.Zlib(payload);
            payload = random.Next(2) == 0 ? ByteMutator.Mutate(payload, payload, random) : payload;
        }

        return payload;
    }

    List<WireNode> Pick(Random random) => _sets[random.Next(_sets.Count)];

    void Change(List<WireNode> set, Random random)
    {
        (List<WireNode> siblings, int at) = Descend(set, random);
        if (siblings.Count == 0)
        {
            return;
        }

        WireNode node = siblings[at];
        switch (random.Next(11))
        {
            case 0: node.Number = random.Next(2) == 0 ? random.Next(1, 100) : random.Next(1, 536_870_911); break;
            case 1: node.WireType = random.Next(8); break;
            case 2: node.LengthError = random.Next(-node.Bytes.Length - 1, 1 << random.Next(1, 20)); break;
            case 3: siblings.RemoveAt(at); break;
            case 4: siblings.InsertRange(random.Next(siblings.Count), Enumerable.Repeat(node, random.Next(1, 20))); break;
            case 5: node.Value = _oddValues[random.Next(_oddValues.Length)]; break;
            case 6: (node.Bytes, node.Children) = (_oddBytes[random.Next(_oddBytes.Length)], null); break;
            case 7:
                int other = random.Next(siblings.Count);
                (siblings[at], siblings[other]) = (siblings[other], siblings[at]);
                break;
            case 8:
                (List<WireNode> donors, int donor) = Descend(Pick(random), random);
                siblings[at] = donors[donor].Clone();
                break;
            case 9: siblings[at] = Nest(node, random.Next(1, 120)); break;
            default: (node.Number, node.Children) = (node.Number + random.Next(-1, 2), node.Children is null ? WireNode.TryParse(node.Bytes) : null); break;
        }

        node.Number = Math.Max(node.Number, 0);
    }

    static (List<WireNode> Siblings, int At) Descend(List<WireNode> siblings, Random random)
    {
        while (true)
        {
            int at = random.Next(siblings.Count);
            if (siblings.Count == 0 || siblings[at].Children is not { Count: > 0 } children || random.Next(5) == 0)
            {
                return (siblings, at);
            }

            siblings = children;
        }
    }

    // Wrappers in wrappers: the number of one is as good as another's.
    static WireNode Nest(WireNode node, int times)
    {
        for (; times > 0; times--)
        {
            node = new WireNode { Number = node.Number, WireType = 2, Children = [node] };
        }

        return node;
    }

    static IEnumerable<List<WireNode>> Split(List<WireNode> set)
    {
        List<WireNode> header = set.FindAll(node => node.WireType == 0);
        return set.FindAll(node => node.WireType != 0).SelectMany(SplitConversation).Chunk(4).Select(some => header.Concat(some).ToList());
    }

    static IEnumerable<WireNode> SplitConversation(WireNode node)
    {
        if (node.Number != Conversations || node.Bytes.Length <= MaxSetBytes)
        {
            return [node];
        }

        List<WireNode> frame = node.Children!.FindAll(child => child.Number != Conversations);
        return node.Children.FindAll(child => child.Number == Conversations).Chunk(4)
            .Select(some => new WireNode { Number = node.Number, WireType = node.WireType, Children = [.. frame, .. some] });
    }
}
