namespace HistoryImport.WhatsApp;

/// <summary>An array of items, or of events that hold items.</summary>
sealed class ItemsContainer(SetWalk walk, ItemPlace place) : JsonContainer
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        if (next != (byte)'{')
        {
            return walk.Items.Step(place, KnownDialects.WebMessageInfo);
        }

        return walk.Sniff(ItemKind.Item, out IDialect? dialect) switch
        {
            ItemKind.Undecided => false,
            ItemKind.Container when walk.Walker.HasRoom => walk.Enter(new EventContainer(walk, new EventDraft())),
            _ => walk.Items.Step(place, dialect ?? KnownDialects.WebMessageInfo),
        };
    }
}
