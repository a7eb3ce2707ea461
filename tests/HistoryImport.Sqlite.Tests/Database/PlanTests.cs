using System.Reflection;
using System.Text.RegularExpressions;
using HistoryImport.Testing.Xunit;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Database;

/// <summary>How SQLite means to answer each statement of the product.</summary>
public sealed partial class PlanTests : IDisposable
{
    // Each reads the whole of a table that is small, or is meant to be read whole.
    static readonly HashSet<string> _mayScan =
    [
        "CacheSql.Usage", "CacheSql.Waiting", "SqliteStateStore.Sweep", "CacheSql.AddUsage", "ExportSql.Connections", "MediaSql.Connections",
    ];

    readonly TestFile _file = new();

    public static TheoryData<string> Statements() => [.. All().Keys.Order(StringComparer.Ordinal)];

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Plan_OfEveryStatement_ScansNoTable(string name)
    {
        string sql = All()[name];
        IReadOnlyList<string> plan = await PlanAsync(sql);

        // To insert values, and to empty a table, takes no plan; whatever looks for rows has one.
        Assert.True(plan.Count > 0 || NeedsNone().IsMatch(sql), "It has no plan.");
        if (_mayScan.Contains(name))
        {
            Assert.Contains(plan, IsScan);
        }
        else
        {
            Assert.DoesNotContain(plan, IsScan);
        }
    }

    [Fact]
    public void Statements_OfTheProduct_AreFound() => Assert.InRange(All().Count, 50, 200);

    [Fact]
    public async Task Plan_OfOldestAndExport_SortsTiesOnly()
    {
        foreach (string sql in (string[])[MessageSql.Oldest, ExportSql.Messages])
        {
            IReadOnlyList<string> plan = await PlanAsync(sql);
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Plan_OfOneChatOfTheCache_UsesTheIndexAlone() =>
        Assert.Contains(await PlanAsync(CacheSql.IdsOfChat), step => step.Contains("COVERING INDEX cache_entries_chat", StringComparison.Ordinal));

    [Fact]
    public async Task Plan_OfAWindowOfTheCache_LooksAtItsTimesAlone()
    {
        IReadOnlyList<string> plan = await PlanAsync(CacheSql.IdsInWindow);
        Assert.Contains(plan, step => step.Contains("COVERING INDEX cache_entries_time", StringComparison.Ordinal) && step.Contains("timestamp>? AND timestamp<?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(await PlanAsync(CacheSql.OldestOfChat), step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    // A recursive step reads its own queue, an amendment its one row of parameters, a join the few pairs it stages: none is a table of the file.
    static bool IsScan(string step) =>
        step.StartsWith("SCAN", StringComparison.Ordinal) && step is not ("SCAN alias" or "SCAN CONSTANT ROW" or "SCAN excluded" or "SCAN joins");

    static Dictionary<string, string> All() => typeof(HistoryDatabase).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
        .Select(field => (Name: $"{field.DeclaringType!.Name}.{field.Name}", Sql: (string)field.GetRawConstantValue()!))
        .Where(statement => Statement().IsMatch(statement.Sql))
        .ToDictionary(statement => statement.Name, statement => statement.Sql);

    async Task<IReadOnlyList<string>> PlanAsync(string sql)
    {
        await new SqliteMessageStore(_file.Open()).UpsertAsync(Some.Connection, new MessageBatch());
        using var session = new SqliteConnection($"Data Source={_file.Path};Pooling=false");
        session.Open();
        Execute(session, JoinSql.CreateStage, _ => { });
        var plan = new List<string>();
        Execute(session, "EXPLAIN QUERY PLAN " + sql, reader => plan.Add(reader.GetString(3)));
        return plan;
    }

    static void Execute(SqliteConnection session, string sql, Action<SqliteDataReader> read)
    {
        using SqliteCommand command = session.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            read(reader);
        }
    }

    [GeneratedRegex(@"^(SELECT|INSERT|UPDATE|DELETE|WITH)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^INSERT\b[^;]*\bVALUES\(|^DELETE FROM [\w.]+$")]
    private static partial Regex NeedsNone();
}
