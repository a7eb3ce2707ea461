using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HistoryImport.Mutation;

/// <summary>Runs tests in a folder of their own, until one fails or the time is over.</summary>
static partial class TestRun
{
    /// <returns>Which test failed, that the time was over, or <see langword="null"/> if all passed.</returns>
    public static string? Fail(string folder, string program, IEnumerable<string> filter, TimeSpan atMost)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.ArgumentList.Add(Path.Combine(folder, program + ".dll"));
        foreach (string argument in (string[])[":1", "-noColor", "-noLogo", "-stopOnFail", .. filter])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(atMost))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return "time-out";
        }

        if (process.ExitCode == 0)
        {
            return null;
        }

        Match failed = FailedTest().Match(output.Result);
        return failed.Success ? failed.Groups[1].Value : $"exit {process.ExitCode} {errors.Result.Split('\n').FirstOrDefault(line => line.Length > 0)}";
    }

    [GeneratedRegex(@"^\s+(\S+)[^\n]* \[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
