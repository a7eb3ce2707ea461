using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>What the tables of a <see cref="MirrorProjection"/> must hold.</summary>
static class Mirror
{
    /// <summary>Makes sure that the mirror holds just what the library does, and gives its rows.</summary>
    /// <param name="query">Runs SQL; <c>{s}</c> stands for the schema.</param>
    /// <param name="reader">Reads the library's rows.</param>
    /// <param name="hasTables">Whether its tables are there even if it was never called.</param>
    public static async Task<IReadOnlyList<string>> AssertSameAsync(Func<string, List<object[]>> query, IHistoryReader reader, bool hasTables = true)
    {
        var raw = query("SELECT tenant, connections.name, jid, id, from_me, sender, raw, body, media FROM {s}.messages JOIN {s}.chats USING(chat_id) JOIN {s}.connections USING(connection_id)")
            .ToDictionary(
                row => ((string)row[0], (string)row[1], (string)row[2], (string)row[3], Convert.ToBoolean(row[4], null), (string)row[5]), row => RestoredRaw.Of(row[6], (string)row[7], row[8])?.Length ?? 0);
        var expected = new List<string>();
        foreach (ConnectionKey connection in raw.Keys.Select(key => new ConnectionKey(key.Item1, key.Item2)).Distinct())
        {
            await foreach (ExportedMessage row in reader.ReadAsync(connection))
            {
                expected.Add(MirrorProjection.Said(row, raw[(row.Tenant, row.Connection, row.Chat, row.Id, row.FromMe, row.Sender ?? "")]));
            }
        }

        // Where nothing ever changed it was never called.
        if (expected.Count == 0 && query("SELECT name FROM {s}.names LIMIT 1").Count == 0 && !hasTables)
        {
            return [];
        }

        string[] rows = [.. query("SELECT said FROM {s}.mirror").Select(row => (string)row[0])];
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        string[] names =
        [
            .. query("SELECT tenant, connections.name, jid, kind, names.name FROM {s}.names JOIN {s}.connections USING(connection_id)")
                .GroupBy(row => (Line: new ConnectionKey((string)row[0], (string)row[1]).ToString(), Jid: (string)row[2]))
                .Select(group => $"{group.Key.Line} {group.Key.Jid} {Name(group, 0)}|{Name(group, 1)}|{Name(group, 2)}"),
        ];
        Assert.Equal(
            names.Order(StringComparer.Ordinal), query("SELECT line, jid, names FROM {s}.mirror_names").Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal));
        return [.. rows, .. names];
    }

    static string? Name(IEnumerable<object[]> names, long kind) => names.Where(name => Convert.ToInt64(name[3], null) == kind).Select(name => (string)name[4]).SingleOrDefault();
}
