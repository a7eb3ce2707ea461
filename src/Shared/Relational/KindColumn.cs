using System.Text;

namespace HistoryImport.Relational;

/// <summary>The names of kinds as a column holds them.</summary>
static class KindColumn
{
    static readonly byte[][] _names = [.. Enum.GetValues<MessageKind>().Order().Select(kind => Encoding.UTF8.GetBytes(kind.ToName()))];
    static readonly Dictionary<string, MessageKind> _kinds = Enum.GetValues<MessageKind>().ToDictionary(kind => kind.ToName(), StringComparer.Ordinal);

    public static MessageKind Kind(string name) => _kinds[name];

    public static ReadOnlySpan<byte> Name(MessageKind kind) =>
        (uint)kind < (uint)_names.Length
            ? _names[(int)kind]
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no message kind.");
}
