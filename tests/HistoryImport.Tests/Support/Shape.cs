using System.Collections;
using System.Reflection;
using System.Text;

namespace HistoryImport.Tests;

/// <summary>Writes a value out as text, all the way down, so that records that hold lists and bytes can be compared.</summary>
static class Shape
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{Escape(text)}\"",
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        ReadOnlyMemory<byte> bytes => $"0x{Convert.ToHexString(bytes.Span)}",
        Jid jid => $"{jid.Kind}:{Escape(jid.Value)}",
        ContentVersion version => Convert.ToHexString(version.ToBytes()),
        IFormattable simple => simple.ToString(null, null),
        bool flag => flag ? "true" : "false",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => $"{{{string.Join(", ", Properties(value.GetType()).Select(property => $"{property.Name}: {Of(property.GetValue(value))}"))}}}",
    };

    /// <summary>A report as its merge rules compare it: reactions are a set, and the raw payload is no part of a version.</summary>
    public static string OfReport(MessageUpsert report) => Of(report with
    {
        Content = report.Content is null ? null : report.Content with { Raw = default },
        Reactions = [.. report.Reactions.OrderBy(Of, StringComparer.Ordinal)],
    });

    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).OrderBy(property => property.Name, StringComparer.Ordinal);

    static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            _ = c is > ' ' and < '\x7f' and not '"' ? escaped.Append(c) : escaped.Append($"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }
}
