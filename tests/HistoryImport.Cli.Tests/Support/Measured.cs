using System.Diagnostics;
using System.Globalization;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Runs the tool and watches how much memory it ever had.</summary>
static class Measured
{
    /// <returns>The result, and the peak of what was resident, in bytes: that of the last look before the process ended.</returns>
    public static async Task<(ToolResult Result, long PeakBytes)> RunAsync(params string[] arguments)
    {
        using Process process = Tool.Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(10);
        }

        await process.WaitForExitAsync();
        return (new ToolResult(process.ExitCode, await output, await error), peak);
    }

    // The system keeps the peak itself; it is gone with the process.
    static long PeakOf(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
