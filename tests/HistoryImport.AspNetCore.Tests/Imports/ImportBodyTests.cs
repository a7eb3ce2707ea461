using System.Text.Json;

namespace HistoryImport.AspNetCore.Tests.Imports;

public sealed class ImportBodyTests
{
    static readonly ConnectionKey _connection = new("acme", "support line");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"chats":null,"account":null}""")]
    public void For_WhatABodyLeavesOut_IsTheDefaultOfARequest(string json)
    {
        ImportRequest request = JsonSerializer.Deserialize(json, ImportsJsonContext.Default.ImportBody)!.For(_connection);

        var usual = new ImportRequest { Connection = _connection };
        Assert.Equal(JsonSerializer.Serialize(usual), JsonSerializer.Serialize(request));
        Assert.True(request is { Fetch: true, IncludeGroups: true });
    }

    [Fact]
    public void For_WhatABodySays_IsSo()
    {
        const string Json = """{"includeGroups":false,"fetch":false,"quietPeriod":"00:00:05","enoughMessages":7,"reopen":true,"fillGaps":true}""";

        ImportRequest request = JsonSerializer.Deserialize(Json, ImportsJsonContext.Default.ImportBody)!.For(_connection);

        Assert.True(request is { Fetch: false, IncludeGroups: false, EnoughMessages: 7, Reopen: true, FillGaps: true });
        Assert.Equal(TimeSpan.FromSeconds(5), request.QuietPeriod);
    }
}
