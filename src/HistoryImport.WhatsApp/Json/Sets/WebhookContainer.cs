namespace HistoryImport.WhatsApp;

/// <summary>A webhook of the official business platform, or an entry of one: <c>{object, entry: [{id, changes: [{field, value}]}]}</c>.</summary>
/// <param name="part">Where it is.</param>
/// <param name="owner">The event around it.</param>
sealed class WebhookContainer(WebhookPart part, EventDraft? owner) : ObjectContainer(part.Walk, part.Parent)
{
    const int Object = 1;
    const int Entry = 2;
    const int Changes = 3;

    static readonly FieldNames _names = FieldNames.Of(("object", Object), ("entry", Entry), ("changes", Changes));

    readonly long _start = part.Walk.Window.PayloadPosition;
    bool _isWebhook;

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case Object when next == (byte)'"':
                _isWebhook = true;
                return Walk.Pass();
            case Entry when next == (byte)'[':
                return Walk.Enter(new ItemsContainer(Walk, this, new ItemPlace { Event = owner }) { IsPage = true });
            case Changes when next == (byte)'[':
                return Walk.Enter(new WebhookList(new WebhookPart(Walk, this), () => new WebhookChangeContainer(new WebhookPart(Walk, this))));
            default:
                return Walk.Pass();
        }
    }

    public override void AddUnknown(UnknownItems unknown)
    {
        if (IsUnderstood)
        {
            Walk.AddProblem(unknown);
        }
    }

    public override void Close()
    {
        if (!IsUnderstood && _isWebhook)
        {
            Understand();
        }

        if (!IsUnderstood)
        {
            Parent!.AddUnknown(new UnknownItems(1, _start));
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name);
}
