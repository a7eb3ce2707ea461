using System.Diagnostics;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>The tool as a user has it: a process of its own.</summary>
static class Tool
{
    static readonly string _dll = Path.Combine(AppContext.BaseDirectory, "history-import.dll");

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, standardInput: null);

    public static async Task<ToolResult> RunAsync(string[] arguments, Stream? standardInput)
    {
        using Process process = Start(arguments, standardInput is not null);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (standardInput is not null)
        {
            await standardInput.CopyToAsync(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }

    public static Process Start(string[] arguments, bool redirectInput = false)
    {
        var start = new ProcessStartInfo("dotnet", [_dll, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = redirectInput,
        };
        return Process.Start(start)!;
    }
}
