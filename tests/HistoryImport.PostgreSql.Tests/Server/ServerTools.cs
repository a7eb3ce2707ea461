using System.Diagnostics;

namespace HistoryImport.PostgreSql.Tests;

/// <summary>Finds PostgreSQL's own programs and runs them, as another user where we are root: the server refuses to run as root.</summary>
static class ServerTools
{
    public const string User = "postgres";

    const string DebianFolder = "/usr/lib/postgresql";

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public static Task RunServerToolAsync(string tool, params string[] arguments)
    {
        string path = Find(tool);
        return IsRoot ? RunAsync("runuser", ["-u", User, "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    /// <summary>The same as a line of a shell.</summary>
    public static string Line(string tool, params string[] arguments) =>
        string.Join(' ', (IsRoot ? ["runuser", "-u", User, "--", Find(tool), .. arguments] : (string[])[Find(tool), .. arguments]).Select(part => $"'{part}'"));

    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that is started keeps our output open: nothing is redirected through a pipe.
        string output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("out=$1; shift; exec \"$@\" </dev/null >\"$out\" 2>&1");
            start.ArgumentList.Add("sh");
            start.ArgumentList.Add(output);
            start.ArgumentList.Add(program);
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{await File.ReadAllTextAsync(output)}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }

    static string Find(string tool)
    {
        IEnumerable<string> installed = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out int version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(installed).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"PostgreSQL's {tool} is not here. Install a server (Debian: apt-get install postgresql), or set {TestServer.Variable} to the connection string of one.");
    }
}
