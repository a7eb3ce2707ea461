namespace HistoryImport.WhatsApp;

/// <summary>A reaction as it was read; attached ones and sent ones have the same fields.</summary>
struct ReactionDraft
{
    KeyDraft _key;
    string? _emoji;
    long? _timestampMs;

    public bool TryRead<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(Schema.Reaction, out int field))
        {
            switch (field)
            {
                case Wire.Reaction.KeyFieldNumber: _key.TryRead(ref reader); break;
                case Wire.Reaction.TextFieldNumber: _emoji = reader.ReadText(); break;
                case Wire.Reaction.SenderTimestampMsFieldNumber: _timestampMs = reader.ReadMilliseconds(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return true;
    }

    public readonly HistoryReaction ToReaction() =>
        new() { FromMe = _key.FromMe, Participant = _key.Participant, Emoji = _emoji ?? "", TimestampMs = _timestampMs };

    public readonly MessageAmendment ToAmendment() => new()
    {
        Kind = AmendmentKind.Reaction,
        TargetId = _key.Id,
        TargetFromMe = _key.FromMe,
        TargetParticipant = _key.Participant,
        Text = _emoji ?? "",
        TimestampMs = _timestampMs,
    };
}
