namespace HistoryImport.WhatsApp;

/// <summary>A list of objects in a webhook of the official business platform.</summary>
/// <param name="part">Where it is.</param>
/// <param name="open">Makes what reads the next of them.</param>
sealed class WebhookList(WebhookPart part, Func<JsonContainer> open) : SetContainer(part.Walk, part.Parent)
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        if (next == (byte)'{')
        {
            return Walk.Enter(open());
        }

        Walk.AddProblem("A part of a webhook that should be an object is none.");
        return Walk.Pass();
    }

    public override void Close() => Understand();
}
