using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Entries of a chat that are no messages with a text, as pages hold them in long runs.</summary>
static class Runs
{
    public static IReadOnlyList<string> Kinds { get; } = ["note", "call", "edit", "reaction", "revoke", "revoked", "undecryptable", "empty", "mixed"];

    /// <summary>The message that edits, reactions and revokes are about: nobody has it.</summary>
    public const string Gone = "GONE";

    /// <summary>Makes one entry.</summary>
    public static HistoryMessage Entry(string kind, int number, long? time, string chat)
    {
        string id = $"{kind}-{number:D4}";
        HistoryMessage bare = new() { RemoteJid = chat, Id = id, FromMe = number % 2 == 0, Timestamp = time };
        return kind switch
        {
            "note" => bare with { Content = new MessageContent { Kind = MessageKind.System, Body = "joined" } },
            "call" => bare with { Content = new MessageContent { Kind = MessageKind.Call, Body = "" } },
            "edit" => Amendment(AmendmentKind.Edit, "later"),
            "reaction" => Amendment(AmendmentKind.Reaction, "👍"),
            "revoke" => Amendment(AmendmentKind.Revoke, ""),
            "revoked" => bare with { IsRevoked = true },
            "undecryptable" => bare with { Noise = "ciphertext" },
            "empty" => bare,
            "without-id" => bare with { Id = null, Noise = "protocol" },
            "timeless" => Some.Text(id, chat, time: null),
            _ => Entry(Kinds[number % (Kinds.Count - 1)], number, time, chat),
        };

        HistoryMessage Amendment(AmendmentKind what, string text) =>
            bare with { Amendment = new MessageAmendment { Kind = what, TargetId = Gone, TargetFromMe = true, Text = text, TimestampMs = time * 1000 } };
    }

    /// <summary>Makes a chat: messages, a run, messages; a minute apart, oldest first.</summary>
    public static IReadOnlyList<HistoryMessage> Around(string kind, int older, int run, int newer, string chat = Some.Chat) =>
    [
        .. Enumerable.Range(0, older + run + newer).Select(i => i < older || i >= older + run
            ? Some.Text($"M{i:D5}", chat, time: Some.Time + 60 * i, fromMe: i % 3 == 0)
            : Entry(kind, i, Some.Time + 60 * i, chat)),
    ];
}
