namespace HistoryImport.WhatsApp;

/// <summary>The value of a change in a webhook: its metadata, and lists of whatever changed.</summary>
sealed class WebhookValueContainer(WebhookPart part, OfficialChange change) : ObjectContainer(part.Walk, part.Parent)
{
    const int Metadata = 1;
    const int Contacts = 2;
    const int Messages = 3;
    const int Echoes = 4;
    const int Statuses = 5;
    const int StateSync = 6;
    const int History = 7;

    const int DisplayNumber = 1;

    static readonly FieldNames _names = FieldNames.Of(
        ("metadata", Metadata), ("contacts", Contacts), ("messages", Messages), ("message_echoes", Echoes), ("statuses", Statuses), ("state_sync", StateSync),
        ("history", History));

    static readonly FieldNames _metadata = FieldNames.Of(("display_phone_number", DisplayNumber));

    static readonly OfficialMessageDialect _message = new();
    static readonly OfficialStatusDialect _status = new();
    static readonly OfficialContactDialect _contact = new();

    EventDraft? _alone;

    /// <summary>A value without a change around it. What it changes is the name of the event around it.</summary>
    public static WebhookValueContainer Alone(WebhookPart part, EventDraft? owner) =>
        new(part, new OfficialChange(part.Walk.Options.PartBytes)) { _alone = owner ?? new EventDraft() };

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case Metadata when next == (byte)'{':
                return Walk.StepValue(ReadMetadata);
            case Contacts when next == (byte)'[':
                return EnterItems(_contact, OfficialList.Messages);
            case Messages when next == (byte)'[':
                return EnterItems(_message, OfficialList.Messages);
            case Echoes when next == (byte)'[':
                return EnterItems(_message, OfficialList.Echoes);
            case Statuses when next == (byte)'[':
                return EnterItems(_status, OfficialList.Messages);
            case StateSync when next == (byte)'[':
                return EnterItems(_contact, OfficialList.Thread);
            case History when next == (byte)'[':
                change.HoldsHistory = true;
                return Walk.Enter(new WebhookList(new WebhookPart(Walk, this), () => new WebhookChunkContainer(new WebhookPart(Walk, this), change)));
            default:
                return Walk.Pass();
        }
    }

    public override void Close()
    {
        Understand();
        if (_alone is not null)
        {
            change.Field ??= _alone.Name;
            WebhookChangeContainer.Finish(Walk, change);
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name);

    /// <summary>Goes into a list of messages.</summary>
    public static bool EnterMessages(WebhookPart part, OfficialPlace place) => part.Walk.Enter(new WebhookItems(part, place, _message));

    bool EnterItems(IDialect dialect, OfficialList list) => Walk.Enter(new WebhookItems(new WebhookPart(Walk, this), new OfficialPlace(change, list), dialect));

    void ReadMetadata(ref JsonFieldReader reader)
    {
        if (OfficialParts.FirstText(ref reader, _metadata) is { } number)
        {
            change.OwnDigits = OfficialAddress.DigitsOf(number);
            if (!change.HoldsHistory)
            {
                change.TellAccount(Walk.Set);
            }
        }
    }
}
