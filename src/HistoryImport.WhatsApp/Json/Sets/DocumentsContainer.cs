namespace HistoryImport.WhatsApp;

/// <summary>The stream itself: one document, or many.</summary>
sealed class DocumentsContainer(SetWalk walk) : JsonContainer
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        if (next == (byte)'[')
        {
            walk.IsAnythingKnown = true;
            return walk.Enter(new ItemsContainer(walk, new ItemPlace()));
        }

        if (next != (byte)'{')
        {
            throw walk.Lines.Fault("a JSON object or array is expected here.");
        }

        return walk.Sniff(ItemKind.Container, out IDialect? dialect) switch
        {
            ItemKind.Undecided => false,
            ItemKind.Item => walk.Items.Step(new ItemPlace { IsDocument = true }, dialect!),
            _ => walk.Enter(new EventContainer(walk, new EventDraft())),
        };
    }
}
