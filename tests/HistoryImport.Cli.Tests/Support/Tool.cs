using System.Diagnostics;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>The tool as a user has it: a process of its own.</summary>
/// <remarks>HISTORYIMPORT_TOOL names a published one, compiled before, in place of the one that was built with the tests.</remarks>
static class Tool
{
    static readonly string[] _command = Environment.GetEnvironmentVariable("HISTORYIMPORT_TOOL") is { Length: > 0 } published
        ? [published]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "history-import.dll")];

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

    public static Process Start(string[] arguments, bool redirectInput = false) => StartCommand([.. _command, .. arguments], redirectInput);

    /// <summary>Runs the tool behind another command, which gets it as its last arguments.</summary>
    public static Task<ToolResult> RunBehindAsync(string[] command, params string[] arguments) => RunInAsync(tool => [.. command, .. tool], arguments);

    /// <summary>Runs the command that is made of the one that runs the tool.</summary>
    public static async Task<ToolResult> RunInAsync(Func<string[], string[]> command, string[] arguments)
    {
        using Process process = StartCommand(command([.. _command, .. arguments]), redirectInput: false);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }

    static Process StartCommand(string[] command, bool redirectInput)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = redirectInput,
        };
        return Process.Start(start)!;
    }
}
