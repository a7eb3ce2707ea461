using System.ComponentModel;
using System.Globalization;

namespace HistoryImport;

/// <summary>Lets configuration and the like make a JID of text.</summary>
sealed class JidTypeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? text.Length == 0 ? default : Jid.Parse(text) : base.ConvertFrom(context, culture, value);
}
