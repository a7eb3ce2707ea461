using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HistoryImport.PostgreSql.Tests;

/// <summary>A PostgreSQL server of our own in a folder of its own, on loopback. It goes when the test process does, however that ends.</summary>
sealed class PrivateCluster
{
    const string Superuser = "test";

    readonly string _folder;
    readonly int _port;

    PrivateCluster(string folder, int port) => (_folder, _port) = (folder, port);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={Superuser};Database=postgres;Include Error Detail=true";

    string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here, or it does not start.</exception>
    public static async Task<PrivateCluster> StartNewAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-postgres-");
        var cluster = new PrivateCluster(folder.FullName, FreePort());
        if (ServerTools.IsRoot)
        {
            await ServerTools.RunAsync("chown", ServerTools.User, folder.FullName);
        }

        // Rows must not depend on how the server sorts by default.
        await ServerTools.RunServerToolAsync("initdb", "-D", cluster.Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        cluster.Watch();
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public Task StartAsync() => ServerTools.RunServerToolAsync(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200", "start");

    /// <summary>Stops the server at once, as a crash would.</summary>
    public Task StopAsync() => ServerTools.RunServerToolAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Gets every file of tables and indexes, for when the server is stopped. Its log of changes is recycled in time; that it holds them is its use.</summary>
    public string[] Files() => Directory.GetFiles(Path.Combine(Data, "base"), "*", SearchOption.AllDirectories);

    // A process of its own, so that the server is stopped and its folder deleted even if the tests are killed.
    void Watch()
    {
        string stop = ServerTools.Line("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        var watchdog = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        watchdog.ArgumentList.Add("-c");
        watchdog.ArgumentList.Add(
            $"exec </dev/null >/dev/null 2>&1; trap '' HUP INT TERM; cd /; while kill -0 {Environment.ProcessId}; do sleep 1; done; {stop}; rm -rf '{_folder}'");
        Process.Start(watchdog)!.Dispose();
    }

    // The server listens later, and again after each stop: at a port that the system gives to no connection meanwhile.
    static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 20_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // Somebody has it: another one.
            }
        }
    }
}
