using System.Diagnostics;

namespace HistoryImport.EntityFrameworkCore.Tests.Samples;

/// <summary>The sample does what it says, as a program of its own.</summary>
public sealed class EfCoreHostTests
{
    const int MostLines = 150;

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Run_SampleHistory_FillsTheDesk(bool isPostgreSql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        string folder = Directory.CreateTempSubdirectory("history-import-sample-").FullName;
        string address = database.ConnectionString;
        if (isPostgreSql)
        {
            // EnsureCreated makes tables in an empty database alone.
            string name = $"d_{Guid.NewGuid():N}";
            await database.ExecuteAsync($"CREATE DATABASE {name}");
            address = new Npgsql.NpgsqlConnectionStringBuilder(address) { Database = name, SearchPath = null }.ConnectionString;
        }

        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "EfCoreHost.dll"), Truth.Folder("history")];
        using var process = Process.Start(new ProcessStartInfo("dotnet", isPostgreSql ? [.. arguments, address] : arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains($": {Truth.Rows.Count} messages in {Truth.Messages.Select(message => message.Chat).Distinct().Count()} conversations", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_OfTheHost_IsShort()
    {
        IEnumerable<string> lines = Directory.GetFiles(Path.Combine(Truth.Folder("EfCoreHost")), "*.cs").SelectMany(File.ReadLines);

        Assert.InRange(lines.Count(line => line.Trim() is not ("" or "{" or "}")), 1, MostLines);
    }
}
