using System.Diagnostics;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>A process that imports a folder into a desk.</summary>
sealed class DeskProcess : IDisposable
{
    readonly Process _process;

    DeskProcess(Process process) => _process = process;

    /// <summary>Starts one, and waits until it has received the folder.</summary>
    public static async Task<DeskProcess> StartAsync(TestDatabase database, string folder, int seed, string road = "")
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "HistoryImport.DeskHost.dll"), $"{road}{(database.IsPostgreSql ? "postgresql" : "sqlite")}", database.ConnectionString, folder, $"{seed}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        return new DeskProcess(process);
    }

    public void Import() => _process.StandardInput.WriteLine();

    public bool HasExited => _process.HasExited;

    public Task<string> ResultAsync() => _process.StandardOutput.ReadToEndAsync();

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();
}
