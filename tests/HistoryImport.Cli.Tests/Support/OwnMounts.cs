using System.Diagnostics;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Runs a command where it may mount what it likes, seen by nobody else and gone with it.</summary>
static class OwnMounts
{
    static readonly string[] _unshare = Environment.UserName == "root" ? ["unshare", "-m"] : ["unshare", "-rm"];

    /// <summary>Gets whether this system lets a process have mounts of its own.</summary>
    public static bool ArePossible { get; } = TryMount();

    /// <summary>Gets a command that runs a shell script, in which "$@" is the command behind it.</summary>
    public static string[] Shell(string script) => [.. _unshare, "sh", "-c", script, "sh"];

    static bool TryMount()
    {
        try
        {
            string[] command = Shell("mount -t tmpfs -o size=1m tmpfs /mnt");
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
