namespace HistoryImport.Relational;

/// <summary>The key that a message of a group has once its sender turned out to be another.</summary>
static class JoinedKey
{
    // As a person our own account has no JID.
    public static MessageKey Of(MessageKey key, JidJoin join) => join.IsOwn ? key with { FromMe = true, Sender = default } : key with { Sender = join.To };
}
