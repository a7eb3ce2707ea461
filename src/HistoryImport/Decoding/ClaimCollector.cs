namespace HistoryImport;

/// <summary>Finds every claim that a history set makes, wherever it makes it.</summary>
static class ClaimCollector
{
    public static IReadOnlyCollection<JidClaim> Collect(HistorySet set, IReadOnlyList<Jid> account)
    {
        var claims = new HashSet<JidClaim>(set.Claims);
        foreach (HistoryChat chat in set.Chats)
        {
            Add(claims, chat.Id, chat.NumberJid);
            Add(claims, chat.Id, chat.LidJid);
            Add(claims, chat.LidJid, chat.NumberJid);
        }

        foreach (HistoryContact contact in set.Contacts)
        {
            Add(claims, contact.Id, contact.NumberJid);
            Add(claims, contact.Id, contact.LidJid);
            Add(claims, contact.LidJid, contact.NumberJid);
        }

        account = WithAliases(account, claims);
        foreach (HistoryMessage message in set.Messages)
        {
            Collect(message, account, claims);
        }

        return claims;
    }

    // What the set itself says of our own account holds for its messages, wherever it says so.
    static IReadOnlyList<Jid> WithAliases(IReadOnlyList<Jid> account, HashSet<JidClaim> claims)
    {
        JidClaim[] own = account.Count == 0 ? [] : [.. claims.Where(claim => account.Contains(claim.Lid) || account.Contains(claim.Number))];
        return own.Length == 0 ? account : [.. account, .. own.Select(claim => claim.Lid), .. own.Select(claim => claim.Number)];
    }

    /// <summary>Gets the JID under which our own account sent a message to a group, if the message tells.</summary>
    /// <remarks>In an acknowledgement of what we sent stands the member who received it.</remarks>
    public static Jid? OwnJid(HistoryMessage message) =>
        message is { FromMe: true, Participant: not null, Amendment: not { Kind: AmendmentKind.Status } }
        && Jid.TryParse(message.Participant, out Jid own) && own.IsPerson && Jid.TryParse(message.Chat, out Jid group) && group.Kind == JidKind.Group
            ? own
            : null;

    /// <summary>Tells whether the claims of a set depend on whose account it is: something we sent names another JID beside its chat.</summary>
    public static bool AsksForAccount(HistorySet set) =>
        set.Messages.Any(message => message is { FromMe: true, RemoteJidAlt: { } other } && JidClaim.TryCreate(message.RemoteJid, other) is not null);

    static void Collect(HistoryMessage message, IReadOnlyList<Jid> account, HashSet<JidClaim> claims)
    {
        if (!IsOwnAddress(message, account))
        {
            Add(claims, message.RemoteJid, message.RemoteJidAlt);
        }

        Add(claims, message.Participant, message.ParticipantAlt);
        if (!string.Equals(message.RemoteJid, message.ConversationId, StringComparison.Ordinal))
        {
            Add(claims, message.RemoteJid, message.ConversationId);
        }

        // The first receipt of an own message in a 1:1 chat is the other side's, or another device's of ours.
        if (message.FromMe && Jid.TryParse(message.ReceiptJid, out Jid receiver) && receiver.Kind == JidKind.Number && !account.Contains(receiver))
        {
            Add(claims, message.Chat, message.ReceiptJid);
        }
    }

    // Some sockets put our own number beside the chat of what we sent. In the chat with ourselves it is the chat's all the same.
    static bool IsOwnAddress(HistoryMessage message, IReadOnlyList<Jid> account) =>
        message is { FromMe: true, RemoteJidAlt: not null } && account.Count > 0
        && Jid.TryParse(message.RemoteJidAlt, out Jid other) && account.Contains(other)
        && !(Jid.TryParse(message.RemoteJid, out Jid chat) && account.Contains(chat));

    static void Add(HashSet<JidClaim> claims, string? one, string? other)
    {
        if (JidClaim.TryCreate(one, other) is { } claim)
        {
            claims.Add(claim);
        }
    }
}
