using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport;

/// <summary>Remembers which chats have no more to give, so that nobody asks for it again.</summary>
/// <remarks>In several values, by the chat: a set that tells the end of one reads and writes a small part of what is known.</remarks>
sealed class ChatEnds(IStateStore store, ConnectionKey connection)
{
    const string KeyPrefix = "chat-ends/";
    const int Parts = 64;

    // A chat that is forgotten costs one request.
    const int MaxChatsOfPart = 250;
    const int MaxJidLength = 64;

    /// <summary>Gets the keys of what is known of a chat, by all of its JIDs.</summary>
    public static IEnumerable<string> KeysOf(IEnumerable<Jid> aliases) => aliases.Select(alias => KeyOf(PartOf(alias.Value))).Distinct();

    public async ValueTask<EndOfHistory?> FindAsync(IEnumerable<Jid> aliases, CancellationToken cancellationToken)
    {
        foreach (IGrouping<int, Jid> part in aliases.GroupBy(alias => PartOf(alias.Value)))
        {
            (ChatEndList? list, _) = await Document(part.Key).ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (Jid alias in part)
            {
                if (list is not null && list.Ends.TryGetValue(alias.Value, out EndOfHistory end))
                {
                    return end;
                }
            }
        }

        return null;
    }

    /// <summary>Makes the changes that remember the ends a set tells. That a chat has more is no news, and does not re-open one.</summary>
    public IEnumerable<StateChange> Remember(HistorySet set) => set.Chats
        .Where(chat => chat.EndOfHistory is not (null or EndOfHistory.MoreRemain)).Select(Told).OfType<(string Chat, EndOfHistory End)>()
        .GroupBy(told => PartOf(told.Chat))
        .Select(part => Document(part.Key).Change(known => Add(known ?? new ChatEndList(), [.. part]), null));

    StateDocument<ChatEndList> Document(int part) =>
        new(store, connection, KeyOf(part), FetchJsonContext.Default.ChatEndList);

    static string KeyOf(int part) => KeyPrefix + part.ToString(CultureInfo.InvariantCulture);

    // The same in every process and version.
    static int PartOf(string jid) => SHA256.HashData(Encoding.UTF8.GetBytes(jid))[0] % Parts;

    static (string, EndOfHistory)? Told(HistoryChat chat) =>
        Jid.TryParse(chat.Id, out Jid jid) && (jid.IsPerson || jid.Kind == JidKind.Group) && jid.Value.Length <= MaxJidLength
            ? (jid.Value, chat.EndOfHistory!.Value)
            : null;

    static ChatEndList? Add(ChatEndList known, (string Chat, EndOfHistory End)[] told)
    {
        if (told.All(one => known.Ends.TryGetValue(one.Chat, out EndOfHistory end) && end == one.End))
        {
            return null;
        }

        foreach ((string chat, EndOfHistory end) in told)
        {
            known.Ends[chat] = end;
        }

        return known.Ends.Count <= MaxChatsOfPart ? known : new ChatEndList { Ends = known.Ends.Skip(known.Ends.Count - MaxChatsOfPart).ToDictionary() };
    }
}
