using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

public sealed class FilterTests
{
    [Theory]
    [InlineData("status@broadcast", "status")]
    [InlineData("1620000000@broadcast", "broadcast-list")]
    [InlineData("120363144038483540@newsletter", "newsletter")]
    [InlineData("0@s.whatsapp.net", "announcement")]
    [InlineData("server@c.us", "server")]
    [InlineData("12345@call", "call-signalling")]
    [InlineData("867051314767696@bot", "bot")]
    [InlineData("13135550002@c.us", "bot")]
    [InlineData("100001234567890@msgr", "messenger")]
    [InlineData("1-5511@interop", "interop")]
    [InlineData("abc@unknown.server", "unknown-server")]
    public async Task ImportAsync_ChatNobodyWants_CountsItByReasonAndForgetsIt(string chat, string reason)
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", chat));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(1, result.FilteredBy[reason]);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_WindowsOverAllMessages_EndInTheirUnion()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", time: 100), Some.Text("B", time: 200), Some.Text("C", time: 300), Some.Text("D", time: null));
        var request = Some.Request;

        ImportResult middle = await host.ImportAsync(request with { Since = Moment(200), Until = Moment(200) });
        Assert.Equal(1, middle.Counts.Inserted);
        Assert.Equal(3, await host.CachedAsync());
        await host.ImportAsync(request with { Since = Moment(300) });
        await host.ImportAsync(request with { Until = Moment(199) });
        Assert.Equal(3, host.Rows().Count);
        await host.ImportAsync(request);

        Assert.Equal(4, host.Rows().Count);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_WindowBeginsWithinASecond_LeavesThatSecondOut()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", time: 200), Some.Text("B", time: 201));

        await host.ImportAsync(Some.Request with { Since = Moment(200).AddMilliseconds(500) });

        Assert.Equal("B", Assert.Single(host.Store.Rows(Some.Connection)).Key.Id);
    }

    [Fact]
    public async Task ImportAsync_OneChatByAnyOfItsJids_LeavesTheOthersCached()
    {
        await using var host = new ImportHost();
        await host.Cache.AddAliasesAsync(
            Some.Connection, new AliasSet { Claims = [new JidClaim(Jid.Parse(Some.Chat), Jid.Parse(Some.ChatLid))] });
        await host.ReceiveAsync(Some.Text("A", Some.ChatLid), Some.Text("B"), Some.Text("C", "1111111@s.whatsapp.net"));

        ImportResult result = await host.ImportAsync(Some.Request with { Chats = [Jid.Parse(Some.ChatLid)] });

        Assert.Equal(2, result.Counts.Inserted);
        Assert.All(host.Rows(), row => Assert.StartsWith(Some.Chat, row, StringComparison.Ordinal));
        Assert.Equal(1, await host.CachedAsync());
    }

    [Fact]
    [Trait("Hazard", "H-21")]
    public async Task ImportAsync_OneChat_IsNotTheGroupThatItsNumberFounded()
    {
        const string Number = "5511987654321";
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A", $"{Number}@s.whatsapp.net"), Some.Text("B", $"{Number}-1620000000@g.us"), Some.Text("C", $"{Number}0@s.whatsapp.net"),
            Some.Text("D", $"{Number}@lid"));

        await host.ImportAsync(Some.Request with { Chats = [Jid.FromPhone(Number)] });

        Assert.Equal("A", Assert.Single(host.Rows()).Split('|')[1]);
        Assert.Equal(3, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_GroupsNotWanted_LeavesThemCached()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", Some.Group));

        ImportResult without = await host.ImportAsync(Some.Request with { IncludeGroups = false });
        ImportResult with = await host.ImportAsync();

        Assert.Equal(1, without.FilteredBy["group"]);
        Assert.Equal(1, with.Counts.Inserted);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task ImportAsync_SystemNotes_AreRowsByOption(bool include, int rows)
    {
        await using var host = new ImportHost(configure: options => options.IncludeSystemNotes = include);
        await host.ReceiveAsync(Some.Text("A") with { Content = new MessageContent { Kind = MessageKind.Call } });

        await host.ImportAsync();

        Assert.Equal(rows, host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_Noise_CountsItsOwnReason()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A") with { Content = null, Noise = "protocol" });

        Assert.Equal(1, (await host.ImportAsync()).FilteredBy["protocol"]);
    }

    static DateTimeOffset Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
