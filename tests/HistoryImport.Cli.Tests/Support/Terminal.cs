using System.Text.RegularExpressions;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Runs the tool on a terminal of its own.</summary>
static partial class Terminal
{
    const string Program = "/usr/bin/script";

    /// <summary>Gets whether this system can make one.</summary>
    public static bool IsThere { get; } = OperatingSystem.IsLinux() && File.Exists(Program);

    /// <summary>Gets what the tool tells on standard error, where that is a terminal of some columns.</summary>
    public static async Task<string[]> ErrorsAsync(int columns, params string[] arguments)
    {
        ToolResult result = await Tool.RunInAsync(
            tool => [Program, "-qec", $"stty cols {columns}; {string.Join(' ', tool.Select(Quoted))} > /dev/null", "/dev/null"], arguments);
        return [.. result.Lines.Select(line => Control().Replace(line, "").TrimEnd('\r'))];
    }

    // What moves the cursor and asks for keys is nothing to read.
    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|=)")]
    private static partial Regex Control();

    static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
