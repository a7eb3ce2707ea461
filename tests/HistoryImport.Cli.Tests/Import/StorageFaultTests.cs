using HistoryImport.Cli.Tests.Support;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>The store cannot be used: one clear sentence that names it, exit code 2, and what was there before is intact.</summary>
public sealed class StorageFaultTests
{
    [Fact]
    public async Task Import_NewerSchema_IsRefusedAndNotTouched()
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        long? version = history.Query("PRAGMA user_version");
        history.Query("PRAGMA user_version=99");

        await AssertRefusedUntouchedAsync(history, "newer version");

        history.Query($"PRAGMA user_version={version}");
        await AssertIntactAsync(history);
    }

    [Fact]
    public async Task Import_AnotherApplicationsDatabase_IsRefusedAndNotTouched()
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        history.Clear();
        history.Query("CREATE TABLE invoices (id INTEGER PRIMARY KEY); INSERT INTO invoices VALUES (7)");

        await AssertRefusedUntouchedAsync(history, "another application");

        Assert.Equal(7, history.Query("SELECT id FROM invoices"));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(10)]
    public async Task Import_NoDatabase_IsRefusedAndNotTouched(int length)
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        history.Clear();
        await File.WriteAllTextAsync(history.Database, new string('x', length));

        await AssertRefusedUntouchedAsync(history, "not a SQLite database");
    }

    [Fact]
    public async Task Import_StoreIsAFolderOrInNone_IsRefused()
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        foreach (string store in new[] { history.Folder, Path.Combine(history.Folder, "none", "history.db") })
        {
            ToolResult result = await Tool.RunAsync("import", history.More, "--store", $"sqlite:{store}", "--json");

            AssertRefused(result, store, "cannot be opened");
        }

        await AssertIntactAsync(history);
    }

    /// <remarks>Takes the half minute that the tool waits for others.</remarks>
    [Fact]
    public async Task Import_LockedByAnother_IsRefusedAfterAWaitAndNotTouched()
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        using (SqliteConnection other = history.Open())
        {
            HistoryFolder.Query(other, "BEGIN EXCLUSIVE");

            ToolResult result = await Tool.RunAsync("import", history.More, "--store", history.Store, "--json");

            AssertRefused(result, history.Database, "locked by another process");
            HistoryFolder.Query(other, "ROLLBACK");
        }

        await AssertIntactAsync(history);
        await AssertImportsAsync(history);
    }

    [OwnMountsFact]
    public async Task Import_MountedReadOnly_IsRefusedAndNotTouched()
    {
        using HistoryFolder history = await HistoryFolder.CreateAsync();
        string[] readOnly = OwnMounts.Shell($"mount --bind '{history.Folder}' '{history.Folder}' && mount -o remount,ro,bind '{history.Folder}' && exec \"$@\"");

        ToolResult result = await Tool.RunBehindAsync(readOnly, "import", history.More, "--store", history.Store, "--json");

        AssertRefused(result, history.Database, "cannot be");
        await AssertIntactAsync(history);
        await AssertImportsAsync(history);
    }

    /// <remarks>The disk fills up at different points: at once, amid the first batches, late.</remarks>
    [OwnMountsTheory]
    [InlineData(224)]
    [InlineData(256)]
    [InlineData(400)]
    [InlineData(3000)]
    [InlineData(4000)]
    public async Task Import_DiskFull_SaysSoAndKeepsWhatWasThere(int sizeKib)
    {
        const int More = 10_000;
        using HistoryFolder history = await HistoryFolder.CreateAsync(More);
        string outcome = Directory.CreateDirectory(history.File("outcome")).FullName;
        string[] small = OwnMounts.Shell(
            $"cp '{history.Database}' '{outcome}' && mount -t tmpfs -o size={sizeKib}k tmpfs '{history.Folder}' && mv '{outcome}'/history.db '{history.Folder}' "
            + $"&& {{ \"$@\"; code=$?; cp '{history.Folder}'/* '{outcome}'; exit $code; }}");

        ToolResult result = await Tool.RunBehindAsync(small, "import", history.More, "--store", history.Store, "--json");

        AssertRefused(result, history.Database, "There is no room left");
        string database = Path.Combine(outcome, "history.db");
        history.AssertSound(database);
        string[] rows = await history.ExportAsync(database);
        Assert.Empty(history.Rows.Except(rows));
        Assert.Equal(history.Rows.Length + result.Count("inserted"), rows.Length);

        // With room again, the same import completes it.
        ToolResult again = await Tool.RunAsync("import", history.More, "--store", $"sqlite:{database}", "--json");
        Assert.Equal((0, history.Rows.Length + More), (again.ExitCode, (await history.ExportAsync(database)).Length));
    }

    static async Task AssertRefusedUntouchedAsync(HistoryFolder history, string reason)
    {
        byte[] before = await File.ReadAllBytesAsync(history.Database);

        ToolResult result = await Tool.RunAsync("import", history.More, "--store", history.Store, "--json");

        AssertRefused(result, history.Database, reason);
        Assert.Equal(before, await File.ReadAllBytesAsync(history.Database));
        Assert.Equal([history.Database], Directory.GetFiles(history.Folder));
    }

    static void AssertRefused(ToolResult result, string store, string reason)
    {
        Assert.True(result.ExitCode == 2, $"Exit code {result.ExitCode}: {result.Error}");
        string line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"'{store}'", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Equal("Failed", result.Json.GetProperty("outcome").GetString());
    }

    static async Task AssertIntactAsync(HistoryFolder history)
    {
        history.AssertSound();
        Assert.Equal(history.Rows, await history.ExportAsync());
    }

    static async Task AssertImportsAsync(HistoryFolder history)
    {
        ToolResult result = await Tool.RunAsync("import", history.More, "--store", history.Store, "--json");
        Assert.Equal((0, 10), (result.ExitCode, result.Count("inserted")));
    }
}
