namespace HistoryImport.WhatsApp;

/// <summary>A conversation of history: <c>{id, context: {wa_id, user_id}, messages}</c>.</summary>
sealed class WebhookThreadContainer(WebhookPart part, OfficialChange change) : ObjectContainer(part.Walk, part.Parent)
{
    const int Id = 1;
    const int Context = 2;
    const int Messages = 3;

    const int Number = 1;
    const int UserId = 2;

    static readonly FieldNames _names = FieldNames.Of(("id", Id), ("context", Context), ("messages", Messages));
    static readonly FieldNames _context = FieldNames.Of(("wa_id", Number), ("user_id", UserId));

    readonly OfficialThread _thread = new();

    readonly long _start = part.Walk.Window.PayloadPosition;

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case Id when next is (byte)'"' or (byte)'{':
                return Walk.StepValue(ReadId);
            case Context when next is (byte)'"' or (byte)'{':
                return Walk.StepValue(ReadContext);
            case Messages when next == (byte)'[':
                return WebhookValueContainer.EnterMessages(new WebhookPart(Walk, this), new OfficialPlace(change, OfficialList.Thread, _thread));
            default:
                return Walk.Pass();
        }
    }

    public override void Close()
    {
        if (IsUnknown)
        {
            Walk.AddProblem(new UnknownItems(1, _start));
            return;
        }

        Understand();
        if (_thread.Chat is not { } chat)
        {
            return;
        }

        Walk.Set.Add(new HistoryChat { Id = chat });
        AddClaim(_thread.Id, _thread.UserId);
        AddClaim(_thread.Id, _thread.Number);
        AddClaim(_thread.Number, _thread.UserId);
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name);

    void AddClaim(string? one, string? other)
    {
        if (JidClaim.TryCreate(one, other) is { } claim)
        {
            Walk.Set.Add(claim);
        }
    }

    void ReadId(ref JsonFieldReader reader) => _thread.Id = OfficialAddress.Of(reader.ReadText());

    void ReadContext(ref JsonFieldReader reader)
    {
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_context, out int field))
        {
            switch (field)
            {
                case Number: _thread.Number = OfficialAddress.Of(reader.ReadText()); break;
                case UserId: _thread.UserId = OfficialAddress.OfUserId(reader.ReadText()); break;
                default: reader.Skip(); break;
            }
        }
    }
}
