using HistoryImport.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Place = (System.Guid Conversation, string Id, bool FromMe, string Sender);

namespace HistoryImport.Samples;

/// <summary>Brings history into the desk's own tables. It looks rows up and writes what it is handed; it merges nothing.</summary>
public sealed class DeskProjection : IAdoptingProjection<DeskContext>
{
    public async ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default)
    {
        string line = changes.Connection.ToString();
        MessageKey[] keys = [.. changes.Messages.Select(change => change.Key), .. changes.Messages.Select(change => change.Before).OfType<MessageKey>()];
        var conversations = await ConversationsAsync(context, line, [.. keys.Select(key => key.Chat), .. changes.Names.Select(names => names.Jid)], cancellationToken);
        foreach (Jid chat in changes.Messages.Where(change => change.State is not null).Select(change => change.Key.Chat))
            if (!conversations.ContainsKey(chat.Value))
                conversations.Add(chat.Value, context.Conversations.Add(new Conversation { Line = line, Jid = chat.Value }).Entity);

        // What is new is added, not looked for: FindOwnAsync has told what was there. Where live code is quicker, the unique index says so, and the batch comes again.
        var rows = await RowsAsync(context, keys.Except(changes.Messages.Where(change => change.Kind == MessageChangeKind.Inserted).Select(change => change.Key)), conversations, cancellationToken);
        foreach (MessageChange change in changes.Messages)
        {
            Message? row = change.Kind == MessageChangeKind.Inserted ? null : rows.GetValueOrDefault(At(change.Key, conversations));
            if (change.Before is { } before && rows.Remove(At(before, conversations), out Message? moved))
            {
                if (row is not null)
                    context.Messages.Remove(moved); // the two are one now
                row ??= moved;
            }

            if (change.State is { } state)
                rows[At(change.Key, conversations)] = Write(row ?? context.Messages.Add(new Message()).Entity, state, conversations);
            else if (row is not null)
                context.Messages.Remove(row);
        }

        await WriteNamesAsync(context, line, changes.Names, conversations, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);

        // A conversation is there as long as it has messages.
        Guid[] touched = [.. conversations.Values.Select(conversation => conversation.Id)];
        await context.Conversations.Where(one => touched.Contains(one.Id) && !context.Messages.Any(message => message.ConversationId == one.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    // What agents and customers wrote live, before history tells of it: it stays as it is.
    public async ValueTask<IReadOnlyList<MessageUpsert>> FindOwnAsync(ConnectionKey connection, IReadOnlyList<MessageKey> keys, DeskContext context, CancellationToken cancellationToken = default)
    {
        var conversations = await ConversationsAsync(context, connection.ToString(), [.. keys.Select(key => key.Chat)], cancellationToken);
        var rows = await RowsAsync(context, keys, conversations, cancellationToken);
        return [.. keys.Where(key => rows.ContainsKey(At(key, conversations))).Select(key => Own(key, rows[At(key, conversations)]))];
    }

    static MessageUpsert Own(MessageKey key, Message row) => new()
    {
        Key = key, Content = new MessageContent { Kind = row.Kind, Body = row.Body }, Timestamp = row.SentAt?.ToUnixTimeSeconds(), Status = row.Status,
    };

    static Message Write(Message row, MessageUpsert state, Dictionary<string, Conversation> conversations)
    {
        (row.ConversationId, row.WhatsAppId, row.FromMe, row.Sender) = At(state.Key, conversations);
        (row.Kind, row.Body, row.Status) = (state.Content!.Kind, state.Body, state.Status);
        row.SentAt = state.Timestamp is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        (row.IsEdited, row.IsDeleted) = (state.Edit is not null, state.IsRevoked);
        row.Reactions = string.Concat(state.Reactions.Select(reaction => reaction.Emoji));
        return row;
    }

    static async Task WriteNamesAsync(DeskContext context, string line, IReadOnlyList<KnownNames> names, Dictionary<string, Conversation> conversations, CancellationToken cancellationToken)
    {
        string[] jids = [.. names.Select(one => one.Jid.Value)];
        Dictionary<string, Contact> contacts = await context.Contacts.Where(row => row.Line == line && jids.Contains(row.Jid)).ToDictionaryAsync(row => row.Jid, cancellationToken);
        foreach (KnownNames one in names)
        {
            if (conversations.TryGetValue(one.Jid.Value, out Conversation? conversation))
                conversation.Name = one.Best;
            Contact? contact = contacts.GetValueOrDefault(one.Jid.Value);
            if (one.Best is { } name && one.Jid.IsPerson)
                (contact ?? context.Contacts.Add(new Contact { Line = line, Jid = one.Jid.Value }).Entity).Name = name;
            else if (contact is not null)
                context.Contacts.Remove(contact);
        }
    }

    static Task<Dictionary<string, Conversation>> ConversationsAsync(DeskContext context, string line, IEnumerable<Jid> chats, CancellationToken cancellationToken)
    {
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct()];
        return context.Conversations.Where(row => row.Line == line && jids.Contains(row.Jid)).ToDictionaryAsync(row => row.Jid, cancellationToken);
    }

    static Task<Dictionary<Place, Message>> RowsAsync(DeskContext context, IEnumerable<MessageKey> keys, Dictionary<string, Conversation> conversations, CancellationToken cancellationToken)
    {
        (Guid[] places, string[] ids) = ([.. conversations.Values.Select(conversation => conversation.Id)], [.. keys.Select(key => key.Id).Distinct()]);
        return context.Messages.Where(row => places.Contains(row.ConversationId) && ids.Contains(row.WhatsAppId))
            .ToDictionaryAsync(row => new Place(row.ConversationId, row.WhatsAppId, row.FromMe, row.Sender), cancellationToken);
    }

    static Place At(MessageKey key, Dictionary<string, Conversation> conversations) =>
        (conversations.GetValueOrDefault(key.Chat.Value)?.Id ?? Guid.Empty, key.Id, key.FromMe, key.Sender.Value);
}
