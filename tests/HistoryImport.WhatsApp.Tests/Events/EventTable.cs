using System.Text;

namespace HistoryImport.WhatsApp.Tests.Events;

/// <summary>docs/events.md: a section for each gateway, with a table.</summary>
static class EventTable
{
    const string Heading = "## ";
    const string Header = "| event | that says | becomes |";
    const string Rule = "|---|---|---|";

    /// <summary>Gets the gateways that the document has a table of.</summary>
    public static string[] GatewaysIn(string document) =>
        [.. Sections(document).Where(section => section.Contains(Header, StringComparison.Ordinal)).Select(section => section[..section.IndexOf('\n', StringComparison.Ordinal)])];

    /// <summary>Gets the rows of a gateway's table.</summary>
    public static string[] RowsOf(string document, string gateway) =>
        [.. Sections(document).Single(section => section.StartsWith(gateway + "\n", StringComparison.Ordinal)).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal) || line.StartsWith("| row", StringComparison.Ordinal))];

    /// <summary>Gets the document with other rows in the table of a gateway.</summary>
    public static string With(string document, string gateway, IEnumerable<string> rows)
    {
        int section = document.IndexOf(Heading + gateway + "\n", StringComparison.Ordinal);
        int start = document.IndexOf(Header, section, StringComparison.Ordinal);
        int end = document.IndexOf("\n\n", start, StringComparison.Ordinal);
        var text = new StringBuilder(document[..start]).Append(Header).Append('\n').Append(Rule);
        foreach (string row in rows)
        {
            text.Append('\n').Append(row);
        }

        return text.Append(end < 0 ? "\n" : document[end..]).ToString();
    }

    /// <summary>Writes a row.</summary>
    public static string Row(EventExample example, string outcome) => $"| {Name(example.Event)} | {example.Says} | {outcome} |";

    /// <summary>Gets the file with the examples of a gateway.</summary>
    public static string FileOf(string gateway) => gateway.ToLowerInvariant().Replace(' ', '-') + ".ndjson";

    // A row of a table is no event.
    static string Name(string name) => name.Contains(' ', StringComparison.Ordinal) ? name : $"`{name}`";

    static string[] Sections(string document) => document.ReplaceLineEndings("\n").Split("\n" + Heading)[1..];
}
