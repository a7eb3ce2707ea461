namespace HistoryImport.Growth.Tests;

/// <summary>Test data in few words.</summary>
static class Say
{
    public const long Time = 1_700_000_000;

    public static ConnectionKey Connection { get; } = new("tenant", "connection");

    public static string Number(int i) => $"4915{200_000_000 + i}@s.whatsapp.net";

    public static string Lid(int i) => $"{100_000_000_000_000 + i}@lid";

    public static string Group(int i) => $"{120_363_000_000_000_000 + i}@g.us";

    public static ImportRequest Request(params IEnumerable<string> chats) => new() { Connection = Connection, Chats = [.. chats.Select(Jid.Parse)], Fetch = false };

    public static HistoryMessage Text(string chat, string id, long time = Time, string? participant = null) => new()
    {
        Id = id,
        RemoteJid = chat,
        Participant = participant,
        Timestamp = time,
        Content = new MessageContent { Kind = MessageKind.Text, Body = "text " + id },
    };

    public static HistoryMessage Reaction(string chat, string id, string target, string participant, string? author = null) => new()
    {
        Id = id,
        RemoteJid = chat,
        Participant = participant,
        Timestamp = Time,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Reaction, TargetId = target, TargetParticipant = author, Text = "👍" },
    };

    public static JidClaim Claim(int lid, int number) => new(Jid.Parse(Lid(lid)), Jid.Parse(Number(number)));
}
