namespace HistoryImport.EntityFrameworkCore;

/// <summary>What stored rows say, in the words of the library.</summary>
static class StoredState
{
    public static BookRow Row(StoredMessage row, Jid chat) =>
        new(new RowPlace(row.ChatId, new MessageKey(chat, JidColumn.Read(row.Sender), row.FromMe, row.Id)), State(row)) { Digest = row.Digest, IsOwn = row.Own };

    public static MessageReaction Reaction(StoredReaction row) => new(row.ReactorFromMe, JidColumn.Read(row.Reactor), row.Emoji, row.Time);

    public static ReactionPlace Place(StoredReaction row) => new(row.ChatId, row.Id, new ReactionTarget(row.Target, row.TargetSender));

    /// <summary>Gets all but the key and the reactions.</summary>
    public static MessageUpsert State(StoredMessage row)
    {
        MediaDescriptor? media = row.Media is null ? null : MediaColumn.Read(row.Media);
        return new MessageUpsert
        {
            Key = default,
            Content = new MessageContent
            {
                Kind = KindColumn.Kind(row.Kind),
                Body = row.Body,
                Media = media,
                Raw = RawColumn.Read(row.Raw, row.Body, media),
            },
            Version = ContentVersion.FromBytes(row.Version),
            Timestamp = row.Timestamp,
            Status = (MessageStatus?)row.Status,
            IsRevoked = row.Revoked,
            PushName = row.PushName,
            WireChat = row.WireChat,
            Edit = row.EditTime is { } time ? new MessageEdit(time, row.EditEnvelope ?? "", row.EditBody ?? "") : null,
            WireId = row.WireId is null ? null : new MessageWireId(row.WireId, row.WireLive == true),
            MediaId = row.MediaId,
        };
    }
}
