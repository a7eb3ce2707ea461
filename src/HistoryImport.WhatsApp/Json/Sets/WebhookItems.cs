namespace HistoryImport.WhatsApp;

/// <summary>A list of messages, or of what stands beside them, in a webhook of the official business platform.</summary>
sealed class WebhookItems(WebhookPart part, OfficialPlace place, IDialect dialect) : SetContainer(part.Walk, part.Parent)
{
    readonly ItemPlace _place = new() { Official = place, IsExpected = true };

    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        _place.Official!.Change.HasItems = true;
        return Walk.Items.Step(this, _place, dialect);
    }

    public override bool EnterObject(ItemPlace place)
    {
        Walk.AddProblem(new UnknownItems(1, Walk.Window.PayloadPosition));
        return Walk.Pass();
    }

    public override void Close() => Understand();
}
