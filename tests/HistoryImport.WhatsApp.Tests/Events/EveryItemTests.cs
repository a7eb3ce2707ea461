using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HistoryImport.WhatsApp.Tests.Fuzzing;

namespace HistoryImport.WhatsApp.Tests.Events;

/// <summary>Of everything that is handed over, each item comes out as something that is counted: nothing is passed over in silence.</summary>
public class EveryItemTests
{
    const string Marker = "no-such-thing-is-known";
    const string Map = "map";

    // Of each: around one payload, then around many.
    static readonly (string Name, Func<IReadOnlyList<string>, string> Wrap)[] _containers =
    [
        ("array", items => $"[{string.Join(',', items)}]"),
        ("lines", items => string.Join('\n', items)),
        ("array of arrays", items => $"[{string.Join(',', items.Select(item => $"[{item}]"))}]"),
        ("page", items => $$"""{"status":"success","response":[{{string.Join(',', items)}}]}"""),
        ("page in a page", items => $$"""{"results":{"data":{"items":[{{string.Join(',', items)}}],"total":9} } }"""),
        ("items of a flow", items => $"[{string.Join(',', items.Select(item => $$"""{"json":{{item}},"pairedItem":{"item":0} }"""))}]"),
        ("requests of a flow", items => $"[{string.Join(',', items.Select(item => $$"""{"headers":{"host":"h"},"query":{},"body":{{item}} }"""))}]"),
        ("texts", items => $"[{string.Join(',', items.Select(item => JsonSerializer.Serialize(item)))}]"),
        ("texts in texts", items => JsonSerializer.Serialize($"[{string.Join(',', items.Select(item => JsonSerializer.Serialize(item)))}]")),
        ("columns", items => $"[{string.Join(',', items.Select((item, i) => $$"""{"id":{{i}},"created":"2026-06-10","payload":{{JsonSerializer.Serialize(item)}} }"""))}]"),
        (Map, items => $"{{{string.Join(',', items.Select((item, i) => $"\"entry{i}\":{item}"))}}}"),
        ("log", items => $$"""{"log":{"entries":[{{string.Join(',', items.Select(item => $$"""{"request":{"postData":{"text":{{JsonSerializer.Serialize(item)}} } } }"""))}}]} }"""),
    ];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach ((string container, _) in _containers)
        {
            foreach (string dialect in Samples.Gateways)
            {
                data.Add(container, dialect);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Decode_ExamplesInAContainer_SumOfEachAlone(string container, string gateway)
    {
        string[] payloads = [.. Samples.EventsOf(gateway).Select(example => example.Payload)];
        Tally alone = default;
        HashSet<JidClaim> pairs = [];
        foreach (string payload in payloads)
        {
            (Tally one, HashSet<JidClaim> claims) = await TallyAsync(payload);
            Assert.True(one.Total + claims.Count > 0, payload);
            alone += one;
            pairs.UnionWith(claims);
        }

        (Tally whole, HashSet<JidClaim> all) = await TallyAsync(_containers.Single(one => one.Name == container).Wrap(payloads));

        Assert.Equal(alone, whole);
        Assert.Equal(pairs, all);
    }

    /// <summary>What is put among the items and is none makes one problem, wherever it is put; but for an object whose properties have names
    /// of their own: what stands there may be anything.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Decode_SomethingUnknownAmongThem_CountedAsAProblem(string container, string gateway)
    {
        int problems = container == Map ? 0 : 1;
        string[] payloads = [.. Samples.EventsOf(gateway).Select(example => example.Payload).Take(6)];
        Func<IReadOnlyList<string>, string> wrap = _containers.Single(one => one.Name == container).Wrap;
        Tally without = (await TallyAsync(wrap(payloads))).Tally;
        for (int at = 0; at <= payloads.Length; at += 3)
        {
            (Tally with, _) = await TallyAsync(wrap([.. payloads[..at], $$"""{"{{Marker}}":{"a":[1,"b"]} }""", .. payloads[at..]]));

            Assert.Equal(without with { Problems = without.Problems + problems }, with);
        }
    }

    /// <summary>Each message that the generator wrote comes out once.</summary>
    [Fact]
    public async Task Decode_GeneratedHistory_AllThatIsInIt()
    {
        foreach (string sample in Samples.Generated())
        {
            (Tally tally, _) = await TallyAsync(sample);

            Assert.Equal(MessagesIn(sample), tally.Messages + tally.Problems);
        }
    }

    // Messages of a socket, wherever they stand. What stands in the chats of an event is told by its messages, or was told by an earlier event.
    static int MessagesIn(string json)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonNode document in Documents(json))
        {
            Count(document, keys);
        }

        return keys.Count;
    }

    static IEnumerable<JsonNode> Documents(string json)
    {
        bool isLines = !json.StartsWith('[') && json.TrimEnd().Contains("}\n{", StringComparison.Ordinal);
        return isLines ? json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!) : [JsonNode.Parse(json)!];
    }

    static void Count(JsonNode? node, HashSet<string> keys)
    {
        switch (node)
        {
            case JsonObject entries when entries["key"] is JsonObject:
                keys.Add(entries.ToJsonString());
                break;
            case JsonObject entries:
                foreach ((_, JsonNode? value) in entries.Where(entry => entry.Key != "chats" || entries["messages"] is not JsonArray { Count: > 0 }))
                {
                    Count(value, keys);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Count(item, keys);
                }

                break;
        }
    }

    static async Task<(Tally Tally, HashSet<JidClaim> Claims)> TallyAsync(string payload)
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(Encoding.UTF8.GetBytes(payload));
        var tally = new Tally(
            Decode.Messages(parts).Count,
            parts.Sum(part => part.Chats.Count),
            parts.Sum(part => part.Contacts.Count),
            parts.Sum(part => part.WithoutHistory.Values.Sum()) + parts.Count(part => part.IsDeclined),
            Decode.Problems(parts).Count(problem => !problem.IsKept) + (failure is null ? 0 : 1));
        return (tally, [.. parts.SelectMany(part => part.GetClaims())]);
    }

    /// <summary>How much of what came out of a payload. A pair that is told again is one, so pairs are looked at themselves.</summary>
    readonly record struct Tally(int Messages, int Chats, int Contacts, int NoHistory, int Problems)
    {
        public int Total => Messages + Chats + Contacts + NoHistory + Problems;

        public static Tally operator +(Tally one, Tally other) => new(
            one.Messages + other.Messages, one.Chats + other.Chats, one.Contacts + other.Contacts, one.NoHistory + other.NoHistory, one.Problems + other.Problems);
    }
}
