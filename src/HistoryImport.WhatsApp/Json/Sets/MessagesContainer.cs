namespace HistoryImport.WhatsApp;

/// <summary>An array of messages.</summary>
sealed class MessagesContainer(SetWalk walk, ItemPlace place) : JsonContainer
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        IDialect? dialect = KnownDialects.WebMessageInfo;
        if (next == (byte)'{' && walk.Sniff(ItemKind.Item, out dialect) == ItemKind.Undecided)
        {
            return false;
        }

        return walk.Items.Step(place, dialect ?? KnownDialects.WebMessageInfo);
    }

    public override void Close()
    {
        if (place is { IsPreview: true, Event: { } owner } && Count > 1)
        {
            owner.HasMessagesInChats = true;
        }
    }
}
