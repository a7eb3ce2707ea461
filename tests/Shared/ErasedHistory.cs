using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>A history in which one person occurs wherever a person may: it is imported, the person is erased, and all of it is delivered again.</summary>
/// <remarks>HISTORYIMPORT_LONG=1 makes it of 100 000 messages.</remarks>
static class ErasedHistory
{
    const string Number = "5511955501234";
    const string Lid = "998877665544332";
    const string Name = "Quiteria Invented";
    const string Words = "words-only-she-wrote";
    const string MediaKey = "bWVkaWEta2V5LW9mLWhlcnM";
    const string GroupName = "120363000000000077@g.us";

    // What may be found nowhere afterwards, and is everywhere before.
    static readonly string[] _secrets = [Number, Lid, Name, Words, MediaKey];

    static readonly int _messages = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 100_000 : 3000;

    public static int SecretCount => _secrets.Length;

    public static Jid Group { get; } = Jid.Parse(GroupName);

    public static ConnectionKey Connection { get; } = new("tenant", "erased");

    /// <summary>The key of the marks.</summary>
    public static ErasureKey Key { get; } = new(Encoding.ASCII.GetBytes("a key that lies outside of the database"));

    /// <summary>Finds the secrets that occur in some bytes.</summary>
    public static IReadOnlyList<string> FindSecrets(byte[] bytes) =>
        [.. _secrets.Where(secret => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0)];

    /// <summary>Receives and imports all of it but the last set, which stays in the cache.</summary>
    public static async Task ImportAsync(IServiceProvider services)
    {
        HistorySet[] sets = [.. Sets()];
        foreach (HistorySet set in sets[..^1])
        {
            await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Connection, set);
        }

        await RunAsync(services);
        await RunAsync(services, Jid.Parse($"{Number}@s.whatsapp.net"));
        await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Connection, sets[^1]);
    }

    public static ValueTask<ErasureResult> EraseAsync(IServiceProvider services) =>
        services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(Connection, Jid.Parse($"{Lid}@lid"));

    /// <summary>Delivers all of it again in another order, imports it, and compares the rows with those of a history without her.</summary>
    public static async Task AssertStaysErasedAsync(IServiceProvider services, Func<IEnumerable<(string Id, string Body)>> rows)
    {
        HistorySet[] sets = [.. Sets()];
        new Random(7).Shuffle(sets);
        foreach (HistorySet set in sets)
        {
            await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Connection, set with { Messages = [.. set.Messages.Reverse()] });
        }

        await RunAsync(services);
        Assert.Equal(
            Sets().SelectMany(set => set.Messages).Where(message => message.Content is not null && !IsHers(message)).Select(message => (message.Id!, message.Content!.Body)).Order(),
            rows().Order());
    }

    static async Task RunAsync(IServiceProvider services, params Jid[] chats)
    {
        ImportResult result = await services.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = Connection, Chats = chats, QuietPeriod = TimeSpan.Zero, Fetch = false });
        Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, $"{result.Outcome}: {result.Reason}");
    }

    static bool IsHers(HistoryMessage message) => IsHer(message.Chat) || IsHer(message.Participant);

    static bool IsHer(string? jid) => jid is not null && (jid.StartsWith(Number, StringComparison.Ordinal) || jid.StartsWith(Lid, StringComparison.Ordinal));

    static IEnumerable<HistorySet> Sets() => Enumerable.Range(0, _messages).Select(Message).Chunk(500).Select((messages, i) => new HistorySet
    {
        SyncType = HistorySyncType.Recent,
        Messages = messages,
        Claims = i == 1 ? [new JidClaim(Jid.Parse($"{Lid}@lid"), Jid.Parse($"{Number}@s.whatsapp.net"))] : [],
        Contacts = [new HistoryContact { Id = $"{Lid}@lid", Name = Name, PushName = Name }, new HistoryContact { Id = Somebody(i), PushName = "Somebody" }],
        Chats = [new HistoryChat { Id = $"{Number}@s.whatsapp.net", Name = Name, EndOfHistory = EndOfHistory.Exhausted }],
    });

    static HistoryMessage Message(int i)
    {
        HistoryMessage message = (i % 10) switch
        {
            0 => Text(i, $"{Number}@s.whatsapp.net", Words) with { PushName = Name },
            1 => Text(i, $"{Lid}@lid", "an answer", fromMe: true),
            2 => Text(i, GroupName, Words, participant: i % 20 == 2 ? $"{Number}@s.whatsapp.net" : $"{Lid}@lid") with { PushName = Name },
            3 => Text(i, GroupName, "quotes her", participant: Somebody(i), raw: $"{{\"participant\":\"{Lid}@lid\",\"quoted\":\"{Words}\"}}"),
            4 => Text(i, GroupName, "mentions her", fromMe: true, raw: $"{{\"mentionedJid\":[\"{Number}@s.whatsapp.net\"]}}"),
            5 => Text(i, GroupName, "gets her reaction", participant: Somebody(i), raw: "{}") with
            {
                Reactions = [new HistoryReaction { Participant = $"{Number}@s.whatsapp.net", Emoji = "👍", TimestampMs = i }],
            },
            6 => Text(i, Somebody(i), "another chat", raw: "{}"),
            7 => Text(i, GroupName, "free", participant: Somebody(i), raw: "{}"),
            8 => Amendment(i, AmendmentKind.Reaction, GroupName, $"{Number}@s.whatsapp.net", "👍"),
            _ => Amendment(i, AmendmentKind.Edit, GroupName, $"{Lid}@lid", Words),
        };
        return message;
    }

    static string Somebody(int i) => $"55119000{i % 50:D5}@s.whatsapp.net";

    static HistoryMessage Text(int i, string chat, string body, bool fromMe = false, string? participant = null, string? raw = null) => new()
    {
        RemoteJid = chat,
        Id = $"M{i:D6}",
        FromMe = fromMe,
        Participant = participant,
        Timestamp = 1_700_000_000 + i,
        Content = new MessageContent
        {
            Kind = MessageKind.Text,
            Body = body,
            Raw = Encoding.UTF8.GetBytes(raw ?? $"{{\"conversation\":\"{Words}\",\"mediaKey\":\"{MediaKey}\",\"jid\":\"{Number}\"}}"),
        },
    };

    // Of messages that never come: it waits.
    static HistoryMessage Amendment(int i, AmendmentKind kind, string chat, string participant, string text) => new()
    {
        RemoteJid = chat,
        Id = $"A{i:D6}",
        Participant = participant,
        Timestamp = 1_700_000_000 + i,
        Amendment = new MessageAmendment { Kind = kind, TargetId = $"NEVER{i}", TargetFromMe = true, Text = text, TimestampMs = 1_700_000_000_000L + i },
    };
}
