namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>One protobuf field as it stands on the wire, with no schema: what parses as a message is taken for one.</summary>
sealed class WireNode
{
    const int MaxDepth = 24;

    public int Number { get; set; }

    public int WireType { get; set; }

    public ulong Value { get; set; }

    public byte[] Bytes { get; set; } = [];

    public List<WireNode>? Children { get; set; }

    /// <summary>Gets or sets how far the written length is off.</summary>
    public int LengthError { get; set; }

    public static List<WireNode>? TryParse(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        var nodes = new List<WireNode>();
        while (!bytes.IsEmpty)
        {
            if (depth > MaxDepth || !TryReadVarint(ref bytes, out ulong tag) || tag >> 3 is 0 or > 536_870_911)
            {
                return null;
            }

            var node = new WireNode { Number = (int)(tag >> 3), WireType = (int)(tag & 7) };
            if (!node.TryReadValue(ref bytes, depth))
            {
                return null;
            }

            nodes.Add(node);
        }

        return nodes;
    }

    public WireNode Clone() => new()
    {
        Number = Number,
        WireType = WireType,
        Value = Value,
        Bytes = Bytes,
        Children = Children?.ConvertAll(child => child.Clone()),
        LengthError = LengthError,
    };

    public void Write(MemoryStream output)
    {
        WriteVarint(output, (ulong)Number << 3 | (uint)WireType);
        switch (WireType)
        {
            case 0:
                WriteVarint(output, Value);
                break;
            case 1 or 5:
                output.Write(BitConverter.GetBytes(Value).AsSpan(0, WireType == 1 ? 8 : 4));
                break;
            case 2:
                byte[] bytes = Children is null ? Bytes : Write(Children);
                WriteVarint(output, (ulong)(bytes.Length + LengthError));
                output.Write(bytes);
                break;
        }
    }

    public static byte[] Write(IEnumerable<WireNode> nodes)
    {
        using var output = new MemoryStream();
        foreach (WireNode node in nodes)
        {
            node.Write(output);
        }

        return output.ToArray();
    }

    bool TryReadValue(ref ReadOnlySpan<byte> bytes, int depth)
    {
        int fixedSize = WireType switch { 1 => 8, 5 => 4, _ => 0 };
        if (WireType == 0)
        {
            bool isRead = TryReadVarint(ref bytes, out ulong value);
            Value = value;
            return isRead;
        }

        if (fixedSize > 0 && bytes.Length >= fixedSize)
        {
            Value = fixedSize == 8 ? BitConverter.ToUInt64(bytes) : BitConverter.ToUInt32(bytes);
            bytes = bytes[fixedSize..];
            return true;
        }

        if (WireType != 2 || !TryReadVarint(ref bytes, out ulong length) || length > (ulong)bytes.Length)
        {
            return false;
        }

        Bytes = bytes[..(int)length].ToArray();
        Children = length < 4 ? null : TryParse(Bytes, depth + 1);
        bytes = bytes[(int)length..];
        return true;
    }

    static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    static void WriteVarint(MemoryStream output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.WriteByte((byte)(value | 0x80));
        }

        output.WriteByte((byte)value);
    }
}
