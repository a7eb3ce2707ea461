using System.Diagnostics;
using System.Globalization;
using HistoryImport.PostgreSql.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A database and a folder, and the processes that recover into them.</summary>
sealed class RecoveryWorld(string folder, string[] arguments) : IAsyncDisposable
{
    static readonly string _program = Path.Combine(AppContext.BaseDirectory, "HistoryImport.RecoveryHost.dll");

    /// <summary>Gets how much memory the last process had at most; 0 where the system does not tell.</summary>
    public long PeakBytes { get; private set; }

    public static async Task<RecoveryWorld> CreateAsync(string folder, string database, int port) => new(
        folder,
        database == "sqlite"
            ? ["sqlite", Path.Combine(folder, "history.db"), "-", folder, port.ToString(CultureInfo.InvariantCulture)]
            : [database, await TestServer.AddressAsync(), $"t_{Guid.NewGuid():N}", folder, port.ToString(CultureInfo.InvariantCulture)]);

    public async Task FillAsync(IEnumerable<MessageUpsert> messages)
    {
        IHistoryImportBuilder builder = new ServiceCollection().AddHistoryImport();
        builder = arguments[0] == "sqlite" ? builder.UseSqlite(arguments[1]) : builder.UsePostgreSql(arguments[1], options => options.Schema = arguments[2]);
        await using ServiceProvider services = builder.Services.BuildServiceProvider();
        foreach (MessageUpsert[] part in messages.Chunk(1000))
        {
            await services.GetRequiredService<IMessageStore>().UpsertAsync(MediaHost.Connection, new MessageBatch { Items = part });
        }
    }

    /// <summary>Has a process recover, and kills it after it told of some changes and some time more.</summary>
    /// <returns>Whether it was killed before its end.</returns>
    public async Task<bool> KillAsync(int hour, int changes, int milliseconds)
    {
        using Process process = Start("recover", hour);
        while (changes-- > 0 && await process.StandardOutput.ReadLineAsync() is not null)
        {
        }

        await Task.Delay(milliseconds);
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 137 or -1, "It died by itself.");
        return process.ExitCode != 0 && !rest.Contains("= ", StringComparison.Ordinal);
    }

    /// <summary>Has processes recover until nothing changes any more.</summary>
    /// <returns>How each stands.</returns>
    public async Task<string[]> EndAsync(int hour)
    {
        string[] before = [];
        while (true)
        {
            string[] now = await RunAsync("recover", hour++);
            if (now.SequenceEqual(before))
            {
                return now;
            }

            before = now;
        }
    }

    public async Task<string> TalliesAsync(int hour) =>
        string.Join(", ", (await RunAsync("tell", hour)).CountBy(line => line.Split(' ')[1]).Select(state => $"{state.Value} {state.Key}"));

    public string[] Files(string what) =>
        Directory.Exists(Path.Combine(folder, what)) ? Directory.GetFiles(Path.Combine(folder, what), "*", SearchOption.AllDirectories) : [];

    public async ValueTask DisposeAsync()
    {
        if (arguments[0] != "sqlite")
        {
            await using var source = NpgsqlDataSource.Create(arguments[1]);
            await using NpgsqlCommand drop = source.CreateCommand($"DROP SCHEMA IF EXISTS {arguments[2]} CASCADE");
            await drop.ExecuteNonQueryAsync();
        }
    }

    public async Task<string[]> RunAsync(string verb, int hour)
    {
        using Process process = Start(verb, hour);
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);

        string peak = printed.Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal), "");
        PeakBytes = peak.Length == 0 ? 0 : long.Parse(peak["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;

        // Names are random.
        return [.. printed.Split('\n').Where(line => line.StartsWith("= ", StringComparison.Ordinal)).Select(line => line[2..line.LastIndexOf(' ')])];
    }

    Process Start(string verb, int hour) => Process.Start(new ProcessStartInfo(
        "dotnet", [_program, verb, .. arguments, hour.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
}
