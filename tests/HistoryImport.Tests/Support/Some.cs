namespace HistoryImport.Tests.Support;

/// <summary>Messages and keys whose details do not matter to the test.</summary>
static class Some
{
    public const string Chat = "5511987654321@s.whatsapp.net";
    public const string ChatLid = "123456789012345@lid";
    public const string Group = "120363012345678901@g.us";
    public const long Time = 1_700_000_000;

    public static ConnectionKey Connection { get; } = new("acme", "support");

    /// <summary>Everything that is there, once.</summary>
    public static ImportRequest Request { get; } = new() { Connection = Connection, QuietPeriod = TimeSpan.Zero, Fetch = false };

    public static HistoryMessage Text(string id, string chat = Chat, string body = "hello", bool fromMe = false, long? time = Time, string? participant = null) => new()
    {
        RemoteJid = chat,
        Id = id,
        FromMe = fromMe,
        Participant = participant,
        Timestamp = time,
        Content = new MessageContent { Kind = MessageKind.Text, Body = body },
    };

    public static HistoryMessage Amendment(
        AmendmentKind kind, string target, string text = "", string id = "AMENDMENT", string chat = Chat, bool fromMe = false, long timestampMs = 1_700_000_100_000,
        string? participant = null, string? targetParticipant = null, bool targetFromMe = true) => new()
    {
        RemoteJid = chat,
        Id = id,
        FromMe = fromMe,
        Participant = participant,
        Timestamp = Time + 100,
        Amendment = new MessageAmendment
        {
            Kind = kind,
            TargetId = target,
            TargetFromMe = targetFromMe,
            TargetParticipant = targetParticipant,
            Text = text,
            TimestampMs = timestampMs,
        },
    };

    public static HistorySet Set(params IEnumerable<HistoryMessage> messages) => new() { Messages = [.. messages] };
}
