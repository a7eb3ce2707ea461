using System.Net;
using System.Net.Sockets;
using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Desk;

/// <summary>What somebody is told who types something wrong, or names a server that is not there.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("'improt' is not known here. Did you mean 'import'?", "improt", "x")]
    [InlineData("'--stor' is not known here. Did you mean '--store'?", "import", "x", "--stor", "sqlite:x")]
    [InlineData("'--jsno' is not known here. Did you mean '--json'?", "import", "x", "--store", "sqlite:x", "--jsno")]
    [InlineData("'--sinc=2026-01-01' is not known here. Did you mean '--since'?", "import", "x", "--store", "sqlite:x", "--sinc=2026-01-01")]
    [InlineData("'--verbos' is not known here.", "inspect", "x", "--verbos")]
    [InlineData("'--persno' is not known here. Did you mean '--person'?", "export", "--store", "sqlite:x", "--persno", "5511900000001")]
    [InlineData("'--connect-timeout' is from 1 to 600 seconds.", "status", "--store", "sqlite:x", "--connect-timeout", "0")]
    public async Task Mistyped_NamesTheLikelyOne(string said, params string[] arguments)
    {
        ToolResult result = await Tool.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error.Replace("--connect-timeout is", "'--connect-timeout' is", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("erase")]
    [InlineData("status")]
    [InlineData("cancel")]
    [InlineData("inspect")]
    public async Task Help_AnyCommand_FitsEightyColumns(string command)
    {
        ToolResult result = await Tool.RunAsync([.. command.Length == 0 ? [] : (string[])[command], "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.All(result.Lines, line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
    }

    // It takes the call, and never says anything.
    [Theory]
    [InlineData("status")]
    [InlineData("export")]
    public async Task Server_TakesTheCallAndIsSilent_IsToldAfterTheTimeout(string command)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;

        ToolResult result = await Tool.RunAsync(command, "--store", $"postgres:Host=127.0.0.1;Port={port};Username=a;Database=b;Timeout=600", "--connect-timeout", "1");

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("--connect-timeout", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("status")]
    public async Task Server_Unreachable_IsToldOnceAfterTheTimeout(string command)
    {
        using var scratch = new Scratch();
        string file = scratch.Write("a.json", "[]");
        string[] arguments = [command, .. command == "import" ? (string[])[file] : [], "--store", "postgres:Host=127.0.0.1;Port=1;Username=a;Database=b", "--connect-timeout", "1"];

        ToolResult result = await Tool.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("could not be reached", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
