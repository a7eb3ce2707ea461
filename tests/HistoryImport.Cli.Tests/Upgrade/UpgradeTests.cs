using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Upgrade;

/// <summary>A host takes a newer version and imports what it has imported before: what is stored stays as it is.</summary>
public sealed class UpgradeTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Import_WhatAnOlderVersionWrote_RewritesNoVersionAndNoDigest(string kind)
    {
        await using WrittenDatabase database = await WrittenDatabase.CreateAsync(kind);
        List<StoredLine> before = await database.MessagesAsync();
        List<StoredLine> reactions = await database.ReactionsAsync();
        List<StoredLine> names = await database.NamesAsync();

        await ImportAsync(database.Store, WrittenDatabase.History);

        Dictionary<string, StoredLine> after = (await database.MessagesAsync()).ToDictionary(line => line.Key);
        Assert.True(before.Count(line => line.IsUnderstood) > 200, "The database holds too little to show anything.");
        Assert.All(before.Where(line => line.IsUnderstood), line => Assert.Equal(line, after[line.Key]));

        // What the older version did not understand may give way to what is understood now, and to nothing else.
        Assert.All(before.Where(line => !line.IsUnderstood), line => Assert.True(line == after[line.Key] || after[line.Key].IsUnderstood, line.Key));
        Assert.Equal(reactions, await database.ReactionsAsync());
        Assert.Equal(names, await database.NamesAsync());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Import_WhatAnOlderVersionWrote_EndsLikeAnImportFromNothing(string kind)
    {
        await using WrittenDatabase fresh = WrittenFile.CreateEmpty();
        await using WrittenDatabase database = await WrittenDatabase.CreateAsync(kind);
        StoredLine[] understood = [.. (await database.MessagesAsync()).Where(line => line.IsUnderstood)];
        await ImportAsync(fresh.Store, WrittenDatabase.History);

        await ImportAsync(database.Store, WrittenDatabase.History);

        Rows.AssertSame(await Rows.ExportAsync(fresh.Store), await Rows.ExportAsync(database.Store));
        Dictionary<string, StoredLine> made = (await fresh.MessagesAsync()).ToDictionary(line => line.Key);
        Assert.All(understood, line => Assert.Equal(line.Version, made[line.Key].Version));

        // A row that several reports made has the digest of one of them, whichever came first.
        Assert.InRange(understood.Count(line => line.Digest != made[line.Key].Digest), 0, understood.Length / 20);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Import_WhatAnOlderVersionLeftWaiting_WaitsOnceAndIsAppliedWhenItsMessageComes(string kind)
    {
        await using WrittenDatabase database = await WrittenDatabase.CreateAsync(kind);
        List<StoredLine> before = await database.WaitingAsync();

        await ImportAsync(database.Store, WrittenDatabase.History);

        // The same amendments have the same fingerprint: nothing waits that did not. Edits wait no longer, they are rows.
        List<StoredLine> waiting = await database.WaitingAsync();
        Assert.NotEmpty(waiting);
        Assert.Subset(before.ToHashSet(), waiting.ToHashSet());

        await ImportAsync(database.Store, WrittenDatabase.Late);

        string[] late = [.. (await Rows.ExportAsync(database.Store)).Where(row => row.Contains("UPGRADELATE", StringComparison.Ordinal))];
        Assert.Equal(3, late.Length);
        Assert.Contains("\"reactions\":[{\"emoji\":", Row(1), StringComparison.Ordinal);
        Assert.Contains("\"revoked\":true", Row(2), StringComparison.Ordinal);
        Assert.Contains("\"body\":\"What it says now.\"", Row(3), StringComparison.Ordinal);
        Assert.Equal(waiting.Count - 2, (await database.WaitingAsync()).Count);

        string Row(int number) => late.Single(row => row.Contains($"UPGRADELATE00000000{number}", StringComparison.Ordinal));
    }

    static async Task ImportAsync(string store, string path)
    {
        ToolResult import = await Tool.RunAsync("import", path, "--store", store);
        Assert.True(import.ExitCode is 0 or 1, import.Error);
    }
}
