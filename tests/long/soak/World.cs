namespace HistoryImport.Soak;

/// <summary>All that can ever be received: repeated for an hour, it makes no row that was not there after the first time.</summary>
static class World
{
    public const int Connections = 8;
    public const int Persons = 15;
    public const int Groups = 5;
    public const int Chats = Persons + Groups;

    const int Messages = 150;
    const int Members = 10;
    const long Time = 1_700_000_000;

    // What follows the messages of a chat: what is about them, and what is about none that ever comes.
    const int Amendments = 60;
    const int Orphans = 20;

    static readonly AmendmentKind[] _kinds = [AmendmentKind.Reaction, AmendmentKind.Edit, AmendmentKind.Revoke, AmendmentKind.Status];

    public const int Size = Chats * (Messages + Amendments + Orphans);

    public static ConnectionKey Connection(int connection) => new("soak", "connection-" + connection);

    public static string Chat(int chat) => chat < Persons ? Number(chat) : $"{120_363_000_000_000_000 + chat}@g.us";

    public static DateTimeOffset Middle { get; } = DateTimeOffset.FromUnixTimeSeconds(Time + (Messages / 2));

    public static HistorySet Everything() => Set(Enumerable.Range(0, Size));

    /// <summary>Some of it, in any order.</summary>
    public static HistorySet Some(Random random, int count) => Set(Enumerable.Range(0, count).Select(_ => random.Next(Size)));

    static HistorySet Set(IEnumerable<int> entries)
    {
        HistoryMessage[] messages = [.. entries.Select(Entry)];
        return new HistorySet
        {
            SyncType = HistorySyncType.Recent,
            Messages = messages,
            Contacts = [new HistoryContact { Id = Number(0), Name = "Somebody" }],

            // Of every third person it is known who he is.
            Claims = [.. Enumerable.Range(0, Persons).Where(static i => i % 3 == 0).Select(i => new JidClaim(Jid.Parse(Lid(i)), Jid.Parse(Number(i))))],
        };
    }

    static HistoryMessage Entry(int entry)
    {
        (int chat, int i) = Math.DivRem(entry, Messages + Amendments + Orphans);
        return i < Messages ? Message(chat, i)
            : i < Messages + Amendments ? Amendment(chat, i, "M" + (i * 7 % Messages), i * 7 % Messages)
            : Amendment(chat, i, "NEVER" + i, i);
    }

    // A person whose hidden id is known writes under either.
    static HistoryMessage Message(int chat, int i) => new()
    {
        Id = "M" + i,
        RemoteJid = chat < Persons && chat % 3 == 0 && i % 2 == 0 ? Lid(chat) : Chat(chat),
        Participant = chat < Persons ? null : Number(i % Members),
        FromMe = i % 5 == 0,
        Timestamp = Time + i,
        PushName = "Name " + (chat < Persons ? chat : i % Members),
        Status = i % 5 == 0 ? MessageStatus.Server : null,
        Content = new MessageContent { Kind = MessageKind.Text, Body = $"What was said in chat {chat} as number {i}." },
    };

    static HistoryMessage Amendment(int chat, int i, string target, int author)
    {
        AmendmentKind kind = _kinds[i % _kinds.Length];
        return new HistoryMessage
        {
            Id = "A" + i,
            RemoteJid = Chat(chat),
            Participant = chat < Persons ? null : Number(author % Members),
            FromMe = author % 5 == 0 || kind == AmendmentKind.Status,
            Timestamp = Time + i,
            Amendment = new MessageAmendment
            {
                Kind = kind,
                TargetId = target,
                TargetParticipant = chat < Persons ? null : Number(author % Members),
                Text = "👍",
                Status = kind == AmendmentKind.Status ? MessageStatus.Read : null,
            },
        };
    }

    static string Number(int person) => $"4915{200_000_000 + person}@s.whatsapp.net";

    static string Lid(int person) => $"{100_000_000_000_000 + person}@lid";
}
