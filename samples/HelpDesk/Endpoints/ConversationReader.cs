using HistoryImport.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Samples;

/// <summary>Reads the desk's own tables.</summary>
public sealed class ConversationReader(IDbContextFactory<DeskContext> contexts, MediaDesk media, Line line, OfficialLine official)
{
    static readonly MessageKind[] _withFile =
        [MessageKind.Image, MessageKind.Video, MessageKind.VideoNote, MessageKind.Voice, MessageKind.Audio, MessageKind.Document, MessageKind.Sticker];

    public async Task<IReadOnlyList<object>> ListAsync(ConnectionKey of, CancellationToken cancellationToken)
    {
        await using DeskContext desk = await contexts.CreateDbContextAsync(cancellationToken);
        string owner = of.ToString();
        var conversations = await desk.Conversations.Where(conversation => conversation.Line == owner).ToListAsync(cancellationToken);
        var counts = await desk.Messages.GroupBy(message => message.ConversationId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancellationToken);
        return
        [
            .. conversations.Select(conversation => new { conversation.Id, conversation.Jid, conversation.Name, Messages = counts.GetValueOrDefault(conversation.Id) })
                .OrderBy(conversation => conversation.Name ?? conversation.Jid, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    public async Task<IResult> ReadAsync(Guid id, int count, string language, CancellationToken cancellationToken)
    {
        await using DeskContext desk = await contexts.CreateDbContextAsync(cancellationToken);
        if (await desk.Conversations.FindAsync([id], cancellationToken) is not { } conversation)
        {
            return Results.NotFound();
        }

        IQueryable<Message> all = desk.Messages.Where(message => message.ConversationId == id);

        // SQLite keeps no order of times with an offset; what a conversation holds is little.
        List<Message> newest = [.. (await all.ToListAsync(cancellationToken)).OrderByDescending(message => message.SentAt).Take(count).Reverse()];
        string[] senders = [.. newest.Select(message => message.Sender).Distinct()];
        Dictionary<string, string> names = await desk.Contacts.Where(contact => contact.Line == conversation.Line && senders.Contains(contact.Jid))
            .ToDictionaryAsync(contact => contact.Jid, contact => contact.Name, cancellationToken);
        MessageKey[] files = [.. newest.Where(message => _withFile.Contains(message.Kind) && !message.IsDeleted).Select(message => KeyOf(conversation, message))];
        IReadOnlyDictionary<MessageKey, object> known = await media.ReadAsync(LineOf(conversation.Line), files, language, cancellationToken);
        return Results.Ok(new
        {
            conversation.Id,
            conversation.Jid,
            conversation.Name,
            Total = await all.CountAsync(cancellationToken),
            Messages = newest.Select(message => new
            {
                message.Id, message.FromMe, Sender = names.GetValueOrDefault(message.Sender, message.Sender), Kind = message.Kind.ToString(), message.Body, message.SentAt,
                Status = message.Status?.ToString(), message.IsEdited, message.IsDeleted, message.Reactions,
                Media = known.GetValueOrDefault(KeyOf(conversation, message)),
            }),
        });
    }

    public async Task<(ConnectionKey Line, Jid Jid)?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using DeskContext desk = await contexts.CreateDbContextAsync(cancellationToken);
        Conversation? conversation = await desk.Conversations.FindAsync([id], cancellationToken);
        return conversation is null ? null : (LineOf(conversation.Line), Jid.Parse(conversation.Jid));
    }

    /// <summary>Finds a message of a conversation that is one of ours.</summary>
    public async Task<(ConnectionKey Line, MessageKey Key)?> FindMessageAsync(Guid id, CancellationToken cancellationToken)
    {
        await using DeskContext desk = await contexts.CreateDbContextAsync(cancellationToken);
        string[] own = [line.Key.ToString(), official.Key.ToString()];
        var found = await desk.Messages.Where(message => message.Id == id)
            .Join(desk.Conversations.Where(one => own.Contains(one.Line)), message => message.ConversationId, one => one.Id, (message, one) => new { Message = message, Conversation = one })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (LineOf(found.Conversation.Line), KeyOf(found.Conversation, found.Message));
    }

    /// <summary>Tells how much there is: it differs after each change that the page shows.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        await using DeskContext desk = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await desk.Messages.GroupBy(_ => 1)
            .Select(all => new { All = all.Count(), Edited = all.Count(one => one.IsEdited), Deleted = all.Count(one => one.IsDeleted), Reacted = all.Count(one => one.Reactions != "") })
            .FirstOrDefaultAsync(cancellationToken);
        return $"{counts} {await desk.Set<StoredMediaFile>().SumAsync(file => file.Version, cancellationToken)}";
    }

    static MessageKey KeyOf(Conversation conversation, Message message) =>
        new(Jid.Parse(conversation.Jid), message.Sender.Length == 0 ? default : Jid.Parse(message.Sender), message.FromMe, message.WhatsAppId);

    static ConnectionKey LineOf(string text)
    {
        string[] parts = text.Split('/');
        return new ConnectionKey(parts[0], parts[1]);
    }
}
