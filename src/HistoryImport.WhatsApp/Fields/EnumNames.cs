using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Finds the number behind the name of an enumeration's value: <c>ON_DEMAND</c>, <c>on_demand</c>, <c>OnDemand</c>.</summary>
sealed class EnumNames
{
    /// <summary>A value that was given, but is not known.</summary>
    public const int Unknown = -1;

    const int Longest = 64;

    readonly FieldNames _names;

    EnumNames(IEnumerable<(string Name, int Number)> values)
    {
        // FieldNames keeps 0 for "not found", so numbers are shifted by one.
        _names = FieldNames.Of([.. values.Select(value => (Plain(value.Name), value.Number + 1))]);
    }

    /// <summary>The values of an enumeration, and further ones.</summary>
    public static EnumNames Of(MessageDescriptor message, string name, params (string Name, int Number)[] others) =>
        new([.. message.EnumTypes.Single(type => type.Name == name).Values.Select(value => (value.Name, value.Number)), .. others]);

    public static EnumNames Of(params (string Name, int Number)[] values) => new(values);

    public int Find(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[Longest];
        int length = 0;
        foreach (byte letter in name)
        {
            if (length == Longest)
            {
                return Unknown;
            }

            plain[length] = letter;
            length += letter == (byte)'_' ? 0 : 1;
        }

        return _names.Find(plain[..length]) - 1;
    }

    static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
