using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Support;

static class NpgsqlCommandExtensions
{
    /// <summary>Runs a query and gives back every row as it is.</summary>
    public static async Task<List<object[]>> RowsAsync(this NpgsqlCommand command)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
