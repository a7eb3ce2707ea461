using System.Text;

namespace HistoryImport.Relational;

/// <summary>The names of kinds as bytes, ready to be written.</summary>
static class KindColumn
{
    static readonly byte[][] _names = [.. Enum.GetValues<MessageKind>().Order().Select(kind => Encoding.UTF8.GetBytes(kind.ToName()))];

    public static ReadOnlySpan<byte> Name(MessageKind kind) =>
        (uint)kind < (uint)_names.Length
            ? _names[(int)kind]
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no message kind.");
}
