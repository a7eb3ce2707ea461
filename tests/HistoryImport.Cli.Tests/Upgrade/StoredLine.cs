using System.Globalization;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>One row of a table: what identifies it, and the rest as text.</summary>
sealed record StoredLine(string Key, string Version, string Digest, string Rest)
{
    /// <summary>Gets whether the version is that of content which was understood: the highest rank.</summary>
    public bool IsUnderstood => Version.StartsWith("03", StringComparison.Ordinal);

    /// <param name="values">The columns, those that identify the row first.</param>
    /// <param name="keyColumns">How many those are. Of messages version and digest come next.</param>
    public static StoredLine Of(object[] values, int keyColumns)
    {
        string[] texts = [.. values.Select(Text)];
        return new StoredLine(string.Join('|', texts[..keyColumns]), At(0), At(1), string.Join('|', texts[keyColumns..]));

        string At(int column) => texts.ElementAtOrDefault(keyColumns + column) ?? "";
    }

    static string Text(object value) => value switch
    {
        DBNull => "-",
        byte[] bytes => Convert.ToHexString(bytes),
        bool set => set ? "1" : "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
