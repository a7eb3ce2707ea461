using HistoryImport.PostgreSql.Tests;
using Npgsql;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A server of our own with a tablespace on a disk that is soon full.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    public const string Tablespace = "small";

    readonly PrivateCluster _cluster;

    SmallDisk(PrivateCluster cluster) => _cluster = cluster;

    public string Server => _cluster.ConnectionString;

    public static async Task<SmallDisk> StartAsync(int megabytes)
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Pooling = false });
        string data = (string)(await RunAsync("SHOW data_directory"))!;
        string options = (string)(await RunAsync("SELECT format('-p %s -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off', current_setting('port'))"))!;
        string disk = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(data)!, "disk")).FullName;
        await cluster.StopAsync();

        // The mount is the server's alone, and goes with it.
        string[] start = OwnMounts.Shell(
            $"mount -t tmpfs -o size={megabytes}m,mode=777 tmpfs '{disk}' && mkdir '{disk}/small' && chown {ServerTools.User} '{disk}/small' && "
            + ServerTools.Line("pg_ctl", "-D", data, "-w", "-l", Path.Combine(disk, "..", "log"), "-o", options, "start"));
        await ServerTools.RunAsync(start[0], start[1..]);
        await RunAsync($"CREATE TABLESPACE {Tablespace} LOCATION '{disk}/small'");
        return new SmallDisk(cluster);

        async Task<object?> RunAsync(string sql)
        {
            await using NpgsqlCommand command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync();
        }
    }

    public async ValueTask DisposeAsync() => await _cluster.StopAsync();
}
