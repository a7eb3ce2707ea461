using System.Text;
using System.Text.Json.Nodes;

namespace HistoryImport.WhatsApp.Tests.Dialects;

/// <summary>Decodes JSON as it stands and with the names of every object in reverse: what it says must not depend on their order.</summary>
static class BothOrders
{
    public static async Task<HistoryMessage> OneAsync(string json) => Assert.Single(await AllAsync(json));

    public static async Task<List<HistoryMessage>> AllAsync(string json) => Decode.Messages(await SetsAsync(json));

    /// <summary>Decodes, and checks that the messages, claims and problems are the same both ways.</summary>
    public static async Task<List<HistorySet>> SetsAsync(string json)
    {
        List<HistorySet> given = await Decode.JsonAsync(json);
        List<HistorySet> reversed = await Decode.JsonAsync(Reversed(JsonNode.Parse(json))!.ToJsonString());
        Assert.Equal(Texts(given), Texts(reversed));
        Assert.Equal(given.SelectMany(set => set.Claims).ToHashSet(), reversed.SelectMany(set => set.Claims).ToHashSet());
        Assert.Equal(Decode.Problems(given).Count, Decode.Problems(reversed).Count);
        return given;
    }

    static List<string> Texts(List<HistorySet> sets) =>
        [.. Decode.Messages(sets).Select(message => Encoding.UTF8.GetString(HistoryMessageSerializer.Serialize(WithoutRaw(message))))];

    static HistoryMessage WithoutRaw(HistoryMessage message) =>
        message with { Content = message.Content is null ? null : message.Content with { Raw = default } };

    static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject entries => new JsonObject(entries.Reverse().Select(entry => KeyValuePair.Create(entry.Key, Reversed(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
