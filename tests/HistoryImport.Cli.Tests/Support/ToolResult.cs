using System.Text.Json;

namespace HistoryImport.Cli.Tests.Support;

sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public long Count(string name) => Json.GetProperty("counts").GetProperty(name).GetInt64();

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
