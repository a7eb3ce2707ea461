using System.Diagnostics;
using System.Globalization;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>The most memory a process ever held, as the kernel counts it.</summary>
static class PeakMemory
{
    /// <summary>Runs the tool to its end.</summary>
    /// <returns>Its result and its peak resident memory in MiB.</returns>
    public static async Task<(ToolResult Result, double Peak)> MeasureAsync(params string[] arguments)
    {
        using Process process = Tool.Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Read(process.Id));
            await Task.Delay(20);
        }

        return (new ToolResult(process.ExitCode, await output, await error), peak);
    }

    // VmHWM only grows, so reading it late is enough.
    static double Read(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) ?? "0 0";
            return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
