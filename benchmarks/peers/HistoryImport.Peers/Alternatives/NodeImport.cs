using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>A script for Node that has the rows in its memory and imports them when told to, by its own clock.</summary>
sealed class NodeImport(string name, PostgreSqlTable table, string script, Func<Known, int> shareOf, PeerHistory all) : Alternative(name, table), IDisposable
{
    Process? _node;

    public override bool LooksUpById => true;

    public override int ShareOf(Known known) => shareOf(known);

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        _node ??= Start();
        await _node.StandardInput.WriteLineAsync(history.Rows.Length.ToString(CultureInfo.InvariantCulture));
        await _node.StandardInput.FlushAsync();
        string seconds = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{script} ended.");
        return double.Parse(seconds, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _node?.StandardInput.Close();
        _node?.WaitForExit();
        _node?.Dispose();
    }

    Process Start()
    {
        var address = new NpgsqlConnectionStringBuilder(table.Address);
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(all.Take(all.Rows.Length / Enum.GetValues<Known>().Min(shareOf)).WriteJson());
        start.Environment["DATABASE_URL"] = $"postgres://{address.Username}@{address.Host}:{address.Port}/{address.Database}";
        return Process.Start(start)!;
    }
}
