using System.Data.Common;

namespace HistoryImport.Peers;

/// <summary>What the figures depend on besides us.</summary>
static class Surroundings
{
    public static async Task<string> DescribeAsync(IEnumerable<ITable> tables)
    {
        var parts = new List<string> { $"{Environment.ProcessorCount} cores" };
        foreach (ITable table in tables)
        {
            await using DbConnection connection = await table.OpenAsync();
            parts.Add($"{table.Database} {connection.ServerVersion.Split(' ')[0]}");
        }

        parts.Add($".NET {Environment.Version}");
        return string.Join(", ", parts);
    }
}
