using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>What the tool says of itself.</summary>
static partial class ToolHelp
{
    /// <summary>Gets the commands, each with its options.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync()
    {
        var commands = new Dictionary<string, IReadOnlyList<string>>();
        foreach (Match command in Command().Matches((await RunAsync("--help")).Split("Commands:")[1]))
        {
            string name = command.Groups["name"].Value;
            commands.Add(name, [.. Option().Matches(await RunAsync(name, "--help")).Select(option => option.Value).Distinct()]);
        }

        return commands;
    }

    static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "history-import.dll"), .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return printed;
    }

    [GeneratedRegex(@"^  (?<name>[a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"--[a-z][a-z-]*")]
    private static partial Regex Option();
}
