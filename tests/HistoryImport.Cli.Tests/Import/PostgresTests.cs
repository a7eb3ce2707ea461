using System.Diagnostics;
using System.Text.Json;
using HistoryImport.Cli.Tests.Support;
using HistoryImport.PostgreSql.Tests;
using Npgsql;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>What holds for SQLite holds for PostgreSQL, and for many processes at once.</summary>
/// <remarks>Reduced sizes by default; HISTORYIMPORT_LONG=1 runs 100 000 messages and 20 restarts.</remarks>
[Trait("Size", "Long")]
public sealed class PostgresTests(ITestOutputHelper output)
{
    const int Processes = 8;

    static readonly bool _long = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
    static readonly int _messages = _long ? 100_000 : 20_000;
    static readonly int _restarts = _long ? 20 : 5;

    [Fact]
    public async Task Import_EitherEncodingAndAgain_GivesTheTruth()
    {
        History history = History.Small(1);
        foreach (string path in new[] { history.Protobuf, history.Json })
        {
            await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
            await ImportAsync(database, path);
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));

            ToolResult again = await ImportAsync(database, path);
            Assert.Equal((0, 0), (again.Count("inserted"), again.Count("updated")));
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
        }
    }

    [Fact]
    public async Task Import_FileByFileInShuffledOrder_GivesTheTruth()
    {
        History history = History.Large(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string[] files = history.ProtobufFiles;
        new Random(7).Shuffle(files);
        foreach (string file in files)
        {
            await ImportAsync(database, file);
        }

        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_ManyProcessesAtOnce_GivesTheTruth()
    {
        History history = History.LargeAndClean(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        ToolResult[] imports = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => ImportAsync(database, history.Protobuf)));

        output.WriteLine($"inserted: {string.Join(' ', imports.Select(import => import.Count("inserted")))}");
        Assert.All(imports, import => Assert.Equal((0, "Completed"), (import.ExitCode, import.Json.GetProperty("outcome").GetString())));

        // One did the work. The others waited for it, and found nothing left to do.
        ToolResult first = Assert.Single(imports, import => import.Count("inserted") > 0);
        Assert.All(imports.Except([first]), import => Assert.Equal(0, import.Count("updated") + import.Count("failed")));
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_ServerStoppedAgainAndAgain_GivesTheTruth()
    {
        History history = History.Large(_messages);
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        int during = 0;
        int restarts = 0;
        while (restarts < _restarts)
        {
            await using PostgresDatabase database = await PostgresDatabase.CreateAsync(cluster.ConnectionString);
            Task<ToolResult> import = ImportAsync(database, history.Protobuf);
            while (!import.IsCompleted && restarts < _restarts)
            {
                long before = await database.CountAsync();
                while (!import.IsCompleted && await database.CountAsync() <= before)
                {
                    await Task.Delay(5);
                }

                during += import.IsCompleted ? 0 : 1;
                await cluster.StopAsync();
                await Task.Delay(100);
                await cluster.StartAsync();
                restarts++;
            }

            await import;
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
        }

        output.WriteLine($"{during} of {restarts} restarts fell into an import.");
        await cluster.StopAsync();
    }

    [Fact]
    public async Task Import_KilledAgainAndAgain_GivesTheTruthInTheEnd()
    {
        History history = History.Large(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        for (int kill = 0; kill < 5; kill++)
        {
            using Process process = Tool.Start(["import", history.Protobuf, "--store", database.Store, "--json"]);
            long before = history.Truth.Length * kill / 5;
            while (!process.HasExited && await database.CountAsync() <= before)
            {
                await Task.Delay(5);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        await ImportAsync(database, history.Protobuf);
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_ManyProcessesThatShareNoLease_GivesTheTruth()
    {
        History history = History.LargeAndClean(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string host = Path.Combine(AppContext.BaseDirectory, "HistoryImport.StoreHost.dll");
        Process[] hosts = [.. Enumerable.Range(0, Processes).Select(seed => Start(host, database.Address, history.Protobuf, $"{seed}"))];
        await Task.WhenAll(hosts.Select(async process => Assert.Equal("ready", await process.StandardOutput.ReadLineAsync())));
        Array.ForEach(hosts, process => process.StandardInput.WriteLine());
        string[] results = await Task.WhenAll(hosts.Select(process => process.StandardOutput.ReadToEndAsync()));

        output.WriteLine(string.Join("", results));
        Assert.All(results, result => Assert.Matches("^Completed [0-9]+ 0 ", result));
        Assert.True(results.Count(result => !result.StartsWith("Completed 0 ", StringComparison.Ordinal)) > 1, "Only one of them wrote.");
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_RunningElsewhereAndNotToWait_IsRefused()
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", $"[{HostileFiles.Good("B")}]");
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Process running = Tool.Start(["import", "-", "--store", database.Store, "--json"], redirectInput: true);
        Task<string> output = running.StandardOutput.ReadToEndAsync();
        await running.StandardInput.WriteAsync($"[{HostileFiles.Good("A")},");
        await running.StandardInput.FlushAsync();
        while (!running.HasExited && await database.CountAsync("states WHERE key LIKE 'lease%'") == 0)
        {
            await Task.Delay(20);
        }

        ToolResult refused = await Tool.RunAsync("import", file, "--store", database.Store, "--json", "--no-wait");
        Assert.Equal((2, "AlreadyRunning", 0), (refused.ExitCode, refused.Json.GetProperty("outcome").GetString(), refused.Count("read")));
        Assert.Contains("'history-import status', or leave out --no-wait", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("WhenRunning", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.CountAsync());

        await running.StandardInput.WriteAsync($"{HostileFiles.Good("C")}]");
        running.StandardInput.Close();
        await running.WaitForExitAsync();
        Assert.Equal((0, 2), (running.ExitCode, new ToolResult(0, await output, "").Count("inserted")));

        // Nobody else is at it now.
        ToolResult next = await Tool.RunAsync("import", file, "--store", database.Store, "--json", "--no-wait");
        Assert.Equal((0, 1), (next.ExitCode, next.Count("inserted")));
    }

    [RootMountsFact]
    public async Task Import_DiskFull_SaysSoAndGoesOnOnceThereIsRoom()
    {
        const int Messages = 20_000;
        using var scratch = new Scratch();
        string file = SyntheticHistory.WriteProtobuf(scratch, Messages);
        await using SmallDisk disk = await SmallDisk.StartAsync(megabytes: 32);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync(disk.Server, SmallDisk.Tablespace);
        await database.RunAsync("CREATE TABLE filler AS SELECT repeat('x', 1000) FROM generate_series(1, 16000)");

        ToolResult full = await Tool.RunAsync("import", file, "--store", database.Store, "--json");
        Assert.Equal((2, "Failed"), (full.ExitCode, full.Json.GetProperty("outcome").GetString()));
        Assert.Contains("There is no room left for", full.Error, StringComparison.Ordinal);
        Assert.Equal(full.Count("inserted"), await database.CountAsync());

        await database.RunAsync("DROP TABLE filler");
        ToolResult again = await Tool.RunAsync("import", file, "--store", database.Store, "--json");
        Assert.Equal((0, Messages), (again.ExitCode, full.Count("inserted") + again.Count("inserted")));
        Assert.Equal(Messages, await database.CountAsync());
    }

    [Fact]
    public async Task Import_HostileFiles_AreNamedAndTheRestImported()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        foreach (string name in new[] { "truncated.bin", "flipped.json", "deep.json", "nul.json", "surrogates.json", "times.json" })
        {
            HostileFile hostile = HostileFiles.All.Single(file => file.Name == name);
            using var scratch = new Scratch();
            string beside = scratch.Write("beside.json", $"[{HostileFiles.Good("A")}]");
            await using (FileStream stream = File.Create(scratch.File(name)))
            {
                hostile.Write(stream);
            }

            ToolResult import = await Tool.RunAsync("import", scratch.File(name), beside, "--store", database.Store, "--tenant", name, "--json");

            Assert.True(import.ExitCode == 1, $"{name}: exit code {import.ExitCode}: {import.Error}");
            Assert.Equal((1 + hostile.Readable, 0), (import.Count("inserted"), import.Count("failed")));
            string[] lines = import.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(hostile.Times, lines.Length);
            Assert.All(lines, line => Assert.Contains(hostile.Reason, line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Import_HostileTenantsConnectionsAndIds_StayApart()
    {
        using var scratch = new Scratch();
        string[] ids = ["o'brien", "'; DROP TABLE history_import.messages; --", "\\\"", "$1", "\\u0000", new('x', 128)];
        string file = scratch.Write("a.json", $"[{string.Join(',', ids.Select(id => HostileFiles.Good(id)))},{HostileFiles.Good(new string('x', 129))},{HostileFiles.Good("a\\n")}]");
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string[] names = ["x", "x'; DROP TABLE history_import.messages; --"];
        ToolResult[] imports = await Task.WhenAll(
            from tenant in names from connection in names select Tool.RunAsync("import", file, "--store", database.Store, "--json", "--tenant", tenant, "--connection", connection));

        Assert.All(imports, import => Assert.Equal((1, ids.Length), (import.ExitCode, import.Count("inserted"))));
        Assert.Equal(4 * ids.Length, (await Rows.ExportAsync(database.Store)).Length);
        ToolResult one = await Tool.RunAsync("export", "--store", database.Store, "--tenant", names[1], "--connection", "x");
        Assert.Equal(ids.Length, one.Lines.Length);
        Assert.All(one.Lines, line => Assert.Equal(names[1], JsonDocument.Parse(line).RootElement.GetProperty("tenant").GetString()));
        Assert.Equal(2, (await Tool.RunAsync("import", file, "--store", database.Store, "--tenant", new string('t', 129))).ExitCode);
    }

    [Theory]
    [InlineData("import", "history.json")]
    [InlineData("export")]
    public async Task Tool_PasswordRefused_SaysSoAndPrintsNoSecret(params string[] command)
    {
        using var scratch = new Scratch();
        string[] arguments = [command[0], .. command[1..].Select(name => scratch.Write(name, $"[{HostileFiles.Good("A")}]"))];
        string address = await PasswordServer.AddressAsync("hunter2");

        ToolResult refused = await Tool.RunAsync([.. arguments, "--store", $"postgres:{address}"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("refused the credentials", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "PGPASSFILE", "the file with it is not there. Could not find file")]
    [InlineData("import", null, "asks for a password, and none was given. Set PGPASSWORD")]
    [InlineData("export", "PGPASSFILE", "the file with it is not there. Could not find file")]
    [InlineData("status", "PGPASSFILE", "the file with it is not there. Could not find file")]
    [InlineData("status", null, "asks for a password, and none was given. Set PGPASSWORD")]
    public async Task Tool_NoPasswordOrNoFileOfIt_SaysWhichAndNotThatTheServerIsAway(string command, string? variable, string said)
    {
        using var scratch = new Scratch();
        string[] paths = command == "import" ? [scratch.Write("history.json", $"[{HostileFiles.Good("A")}]")] : [];
        string absent = scratch.File("absent");
        var address = new NpgsqlConnectionStringBuilder(await PasswordServer.AddressAsync("")) { Password = null };
        string[] environment = ["env", "-u", "PGPASSWORD", "-u", "PGPASSFILE", $"HOME={scratch.File("home")}", .. variable is null ? (string[])[] : [$"{variable}={absent}"]];

        ToolResult refused = await Tool.RunBehindAsync(environment, [command, .. paths, "--store", $"postgres:{address}"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(said, Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("reached", refused.Error, StringComparison.Ordinal);
        Assert.Equal(variable is not null, refused.Error.Contains(absent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgres:Host=h;Nonsense=hunter2")]
    [InlineData("postgres:hunter2")]
    public async Task Import_WrongAddress_PrintsNoSecret(string store)
    {
        using var scratch = new Scratch();
        ToolResult import = await Tool.RunAsync("import", scratch.Write("a.json", $"[{HostileFiles.Good("A")}]"), "--store", store);

        Assert.Equal(2, import.ExitCode);
        Assert.DoesNotContain("hunter2", import.Output + import.Error, StringComparison.Ordinal);
        Assert.NotEmpty(import.Error);
    }

    [Theory]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Timeout=1;Database=db")]
    [InlineData("postgres:Host=h;Nonsense=hunter2")]
    [InlineData("postgres:hunter2")]
    public async Task Export_WrongAddress_PrintsNoSecret(string store)
    {
        ToolResult export = await Tool.RunAsync("export", "--store", store);

        Assert.Equal(2, export.ExitCode);
        Assert.DoesNotContain("hunter2", export.Error, StringComparison.Ordinal);
        Assert.NotEmpty(export.Error);
    }

    static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    static async Task<ToolResult> ImportAsync(PostgresDatabase database, string path)
    {
        ToolResult import = await Tool.RunAsync("import", path, "--store", database.Store, "--json");
        Assert.True(import.ExitCode is 0 or 1, import.Error);
        return import;
    }
}
