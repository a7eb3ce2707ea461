namespace HistoryImport;

/// <summary>What a history set tells besides its messages, for those who write caches.</summary>
public static class HistorySetExtensions
{
    /// <summary>Gets every usable name of the chats and contacts.</summary>
    public static IEnumerable<HistoryName> GetNames(this HistorySet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Chats.Select(chat => (chat.Id, NameKind.Chat, chat.Name))
            .Concat(set.Contacts.Select(contact => (contact.Id, NameKind.Contact, contact.Name)))
            .Concat(set.Contacts.Select(contact => (contact.Id, NameKind.Push, contact.PushName)))
            .Select(Parse)
            .Where(name => !name.Jid.IsNone);
    }

    /// <summary>Gets every claim, wherever in the set it is made: mappings, chats, contacts, messages.</summary>
    /// <param name="set">The set.</param>
    /// <param name="account">What is known of the account beside what the set tells. Our own address beside the chat of what we sent is no claim.</param>
    public static IReadOnlyList<JidClaim> GetClaims(this HistorySet set, params IEnumerable<Jid> account)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(account);
        return [.. ClaimCollector.Collect(set, [.. set.Account, .. account])];
    }

    /// <summary>Tells whether it brings history that a business shared with the official platform: what takes back that it had declined.</summary>
    public static bool IsSharedHistory(this HistorySet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Messages.Any(message => message.WireId is { IsLive: false });
    }

    static HistoryName Parse((string Id, NameKind Kind, string? Name) told) =>
        PersonName.IsOne(told.Name) && Jid.TryParse(told.Id, out Jid jid) && (jid.IsPerson || jid.Kind == JidKind.Group)
            ? new HistoryName(jid, told.Kind, told.Name)
            : default;
}
