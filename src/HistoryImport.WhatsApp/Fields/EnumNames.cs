using System.Text;
using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Finds the number behind the name of an enumeration's value: <c>ON_DEMAND</c>, <c>on_demand</c>, <c>OnDemand</c>.</summary>
sealed class EnumNames
{
    /// <summary>A value that was given, but is not known.</summary>
    public const int Unknown = -1;

    readonly FieldNames _names;

    EnumNames(EnumDescriptor descriptor)
    {
        // FieldNames keeps 0 for "not found", so numbers are shifted by one.
        _names = FieldNames.Of([.. descriptor.Values.Select(value => (Plain(value.Name), value.Number + 1))]);
    }

    public static EnumNames Of(MessageDescriptor message, string name) => new(message.EnumTypes.Single(type => type.Name == name));

    public int Find(string name)
    {
        string plain = Plain(name);
        return _names.Find(Encoding.UTF8.GetBytes(plain)) - 1;
    }

    static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
