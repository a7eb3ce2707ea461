using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Peers;

/// <summary>One entity a message.</summary>
sealed class HostProjection : IHistoryProjection<HostContext>
{
    public async ValueTask ApplyAsync(HistoryChanges changes, HostContext context, CancellationToken cancellationToken = default)
    {
        string[] ids = [.. changes.Messages.Where(change => change.Kind == MessageChangeKind.Updated).Select(change => change.Key.Id)];
        Dictionary<(string, string, bool, string), HostMessage> rows = ids.Length == 0
            ? []
            : await context.Messages.Where(row => ids.Contains(row.WhatsAppId))
                .ToDictionaryAsync(row => (row.Chat, row.WhatsAppId, row.FromMe, row.Sender), cancellationToken);
        var added = new List<HostMessage>();
        foreach (MessageChange change in changes.Messages)
        {
            MessageKey key = change.Key;
            if (!rows.TryGetValue((key.Chat.Value, key.Id, key.FromMe, key.Sender.Value), out HostMessage? row))
            {
                added.Add(row = new HostMessage { Chat = key.Chat.Value, WhatsAppId = key.Id, FromMe = key.FromMe, Sender = key.Sender.Value });
            }

            (row.Body, row.Status) = (change.State!.Body, change.State.Status);
            row.SentAt = change.State.Timestamp is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        context.Messages.AddRange(added);
    }
}
