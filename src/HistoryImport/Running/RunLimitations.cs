namespace HistoryImport;

/// <summary>What a run could not do because the store, or the account, does not allow it, in sentences.</summary>
static class RunLimitations
{
    public static IReadOnlyList<string> Of(StoreCapabilities store, int ambiguous)
    {
        var limitations = new List<string>();
        Missing(StoreFeatures.FindExisting, "The store cannot tell what it already has: repeats are slower, and messages a user deleted come back.");
        Missing(StoreFeatures.Oldest, "The store cannot tell its oldest messages: it offers no anchors to fetch older ones from.");
        Missing(StoreFeatures.Join, "The store cannot join chats: rows written before a LID and a number were known to be one stay apart.");
        Missing(StoreFeatures.OwnJoin, "The store cannot make messages own: what our account sent to groups before it was known stays as received from it.");
        Missing(StoreFeatures.Amendments, "The store does not take edits, revokes and reactions: they wait in the cache until they expire.");
        Missing(StoreFeatures.FollowUps, "The store does not take content for rows that are there: media that the official road tells after its message waits until it expires.");
        if (ambiguous > 0)
        {
            limitations.Add($"{ambiguous} persons have more than one phone number by WhatsApp's own claims: the longest, then smallest, is used.");
        }

        return limitations;

        void Missing(StoreFeatures feature, string consequence)
        {
            if (!store.Supports(feature))
            {
                limitations.Add(consequence);
            }
        }
    }
}
