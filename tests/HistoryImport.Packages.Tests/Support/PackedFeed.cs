using System.Globalization;

namespace HistoryImport.Packages.Tests.Support;

/// <summary>Every package of this repository in a folder of its own, under a version nobody has seen before.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-packages-");

    public string Folder => Path.Combine(_folder.FullName, "feed");

    /// <summary>Gets where a host may live: outside of the repository.</summary>
    public string Outside => Path.Combine(_folder.FullName, "outside");

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{Repository.VersionPrefix}-packed.{Environment.ProcessId}.{Environment.TickCount64}");

    public string PathOf(string package) => Path.Combine(Folder, $"{package}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Outside);
        foreach (string package in Repository.Packages)
        {
            await DotnetCommand.RunAsync(
                Repository.Root, "pack", Path.Combine("src", package, package + ".csproj"), "--no-build", "--no-restore",
                "--configuration", Repository.Configuration, "--output", Folder, $"-p:PackageVersion={Version}", "-v", "quiet");
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
