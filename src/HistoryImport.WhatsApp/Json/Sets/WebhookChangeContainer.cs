namespace HistoryImport.WhatsApp;

/// <summary>One change of a webhook: <c>{field, value}</c>. The field says what the lists of the value mean, and mostly comes behind them.</summary>
sealed class WebhookChangeContainer(WebhookPart part) : ObjectContainer(part.Walk, part.Parent)
{
    const int FieldName = 1;
    const int Value = 2;
    const int LongestField = 64;

    static readonly FieldNames _names = FieldNames.Of(("field", FieldName), ("value", Value));

    readonly OfficialChange _change = new(part.Walk.Options.PartBytes);

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case FieldName when next == (byte)'"':
                return StepField();
            case Value when next == (byte)'{':
                return Walk.Enter(new WebhookValueContainer(new WebhookPart(Walk, this), _change));
            default:
                return Walk.Pass();
        }
    }

    public override void Close()
    {
        Understand();
        Finish(Walk, _change);
    }

    /// <summary>Ends a change: it is a set, or what is left of one behind chunks of history.</summary>
    public static void Finish(SetWalk walk, OfficialChange change)
    {
        change.Finish(walk.Set);
        if (!change.HasItems)
        {
            walk.Set.AddWithoutHistory(WebhookFields.WordOf(change.Field));
        }

        if (!walk.Set.IsEmpty)
        {
            change.TellAccount(walk.Set);
            walk.State.IsFlushing = true;
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name);

    bool StepField()
    {
        Taken taken = Walk.Take(out ReadOnlySpan<byte> value);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (value.Length <= LongestField && Walk.TryRead(value, out JsonFieldReader reader))
        {
            _change.Field = reader.ReadText();
        }

        Walk.Consume(value.Length);
        return true;
    }
}
