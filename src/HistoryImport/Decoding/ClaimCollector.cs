namespace HistoryImport;

/// <summary>Finds every claim that a history set makes, wherever it makes it.</summary>
static class ClaimCollector
{
    public static AliasSet Collect(HistorySet set)
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

        var account = new HashSet<Jid>(set.Account);
        foreach (HistoryMessage message in set.Messages)
        {
            Collect(message, claims, account);
        }

        return new AliasSet { Claims = [.. claims], Account = [.. account] };
    }

    /// <summary>Adds what one message says of who is who.</summary>
    public static void Collect(HistoryMessage message, ISet<JidClaim> claims, ISet<Jid> account)
    {
        Add(claims, message.RemoteJid, message.RemoteJidAlt);
        Add(claims, message.Participant, message.ParticipantAlt);
        if (!string.Equals(message.RemoteJid, message.ConversationId, StringComparison.Ordinal))
        {
            Add(claims, message.RemoteJid, message.ConversationId);
        }

        if (!message.FromMe)
        {
            return;
        }

        string? chat = message.Chat;
        if (Jid.TryParse(message.ReceiptJid, out Jid receiver) && receiver.Kind == JidKind.Number)
        {
            // The first receipt of an own message in a 1:1 chat is the other side's.
            Add(claims, chat, message.ReceiptJid);
        }

        if (Jid.TryParse(message.Participant, out Jid own) && own.IsPerson && Jid.TryParse(chat, out Jid group) && group.Kind == JidKind.Group)
        {
            account.Add(own);
        }
    }

    static void Add(ISet<JidClaim> claims, string? one, string? other)
    {
        if (!string.IsNullOrEmpty(one) && !string.IsNullOrEmpty(other) && JidClaim.TryCreate(one, other) is { } claim)
        {
            claims.Add(claim);
        }
    }
}
