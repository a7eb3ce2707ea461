using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>COPY of a text file through psql, by psql's own clock.</summary>
sealed partial class PsqlCopyImport(PostgreSqlTable table) : Alternative("COPY, psql", table)
{
    public override bool TakesKnown => false;

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        var address = new NpgsqlConnectionStringBuilder(table.Address);
        string copy = $@"\copy history_import.messages({Schema.Columns}) FROM '{history.WriteCopy()}'";
        var start = new ProcessStartInfo("psql") { RedirectStandardOutput = true };
        foreach (string argument in (string[])[
            "-X", "-v", "ON_ERROR_STOP=1", "-h", address.Host!, "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", address.Username!,
            "-d", address.Database!, "-c", @"\timing on", "-c", copy])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Match time = Time().Match(output);
        return process.ExitCode == 0 && time.Success
            ? double.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 1000
            : throw new InvalidOperationException($"psql failed: {output}");
    }

    [GeneratedRegex(@"Time: ([0-9.]+) ms")]
    private static partial Regex Time();
}
