namespace HistoryImport.WhatsApp;

/// <summary>A stream, or a text: one document, or many.</summary>
sealed class DocumentsContainer(SetWalk walk, SetContainer? parent, ItemPlace place) : SetContainer(walk, parent)
{
    readonly ItemPlace _inside = place with { IsDocument = false };

    public override bool IsObject => false;

    public override bool IsRoot => true;

    public override bool Step(byte next)
    {
        switch (next)
        {
            case (byte)'[':
                if (place.IsDocument)
                {
                    Understand();
                }

                return Walk.Enter(new ItemsContainer(Walk, this, _inside));
            case (byte)'{':
                return StepObject();
            case (byte)'"' when Walk.StepText(this, place) is { } isDone:
                return isDone;
            default:
                throw Walk.Lines.Fault("a JSON object or array is expected here.");
        }
    }

    public override void AddUnknown(UnknownItems unknown)
    {
        if (Parent is null)
        {
            Walk.State.AddUnknown(unknown);
        }
        else
        {
            Parent.AddUnknown(unknown);
        }
    }

    public override bool EnterObject(ItemPlace place) =>
        Walk.Enter(new EventContainer(Walk, this, new EventDraft { Name = place.Event?.Name }, place.IsDocument ? _inside : place));

    bool StepObject() => Walk.Sniff(out IDialect? dialect) switch
    {
        ItemKind.Undecided => false,
        ItemKind.Item => Walk.Items.Step(this, place, dialect!),
        var kind => Walk.EnterObject(kind, this, place),
    };
}
