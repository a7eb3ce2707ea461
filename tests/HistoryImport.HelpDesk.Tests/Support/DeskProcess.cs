using System.Diagnostics;

namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>The desk as its user starts it, in a folder of its own.</summary>
public sealed class DeskProcess : IAsyncDisposable
{
    const string Listening = "Now listening on: ";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-desk-");
    readonly List<string> _said = [];
    Process? _process;

    /// <summary>Gets where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets what it has said so far, its phone's errors included.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>Gets how many files of messages it has.</summary>
    public int MediaFiles => Directory.Exists(Path.Combine(_folder.FullName, "media")) ? Directory.GetFiles(Path.Combine(_folder.FullName, "media"), "*", SearchOption.AllDirectories).Length : 0;

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<DeskProcess> StartAsync(params string[] options)
    {
        var desk = new DeskProcess();
        await desk.RunAsync(options);
        return desk;
    }

    /// <summary>Starts one that is not to start.</summary>
    /// <returns>What it says.</returns>
    public static async Task<string> FailAsync(string environment)
    {
        await using var desk = new DeskProcess();
        using Process process = Process.Start(desk.Command(environment, []))!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        return string.Concat(said);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // As a user does it: its phone goes with it.
            using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    async Task RunAsync(string[] options)
    {
        _process = Process.Start(Command("Development", options))!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException(Said));
        _process.EnableRaisingEvents = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = new Uri(await listening.Task);
    }

    void Hear(string? line, TaskCompletionSource<string> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.Add(line);
        }

        int at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
        {
            listening.TrySetResult(line[(at + Listening.Length)..]);
        }
    }

    ProcessStartInfo Command(string environment, string[] options) => new(
        "dotnet",
        [Build.Desk, "--contentRoot", Path.Combine(Build.Root, "samples", "HelpDesk"), $"--Desk:Folder={_folder.FullName}", "--Desk:Port=0", "--Desk:FetchTimeout=00:00:02", .. options])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
    };
}
