using static HistoryImport.WhatsApp.Wire.Message.Types;

namespace HistoryImport.WhatsApp;

/// <summary>A <c>protocolMessage</c> as it was read.</summary>
struct ProtocolDraft
{
    KeyDraft _key;
    bool _hasKey;
    int? _type;
    string? _editedBody;
    long? _timestampMs;

    public void Read<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(Schema.Protocol, out int field))
        {
            switch (field)
            {
                case ProtocolMessage.KeyFieldNumber: _hasKey |= _key.TryRead(ref reader); break;
                case ProtocolMessage.TypeFieldNumber: _type = reader.ReadEnum(Schema.ProtocolType); break;
                case ProtocolMessage.EditedMessageFieldNumber: _editedBody = EditedBody(ContentReader.ReadEdited(ref reader)); break;
                case ProtocolMessage.TimestampMsFieldNumber: _timestampMs = reader.ReadMilliseconds(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    public readonly Outcome ToOutcome() => (ProtocolMessage.Types.Type?)_type switch
    {
        // Revoke is 0: only a type that was given counts.
        ProtocolMessage.Types.Type.Revoke when _hasKey => Outcome.Of(Amendment(AmendmentKind.Revoke, "", null)),
        ProtocolMessage.Types.Type.MessageEdit when _key.Id is not null && _editedBody is not null =>
            Outcome.Of(Amendment(AmendmentKind.Edit, _editedBody, _timestampMs)),
        ProtocolMessage.Types.Type.EphemeralSetting => Outcome.OfNoise(NoiseWords.EphemeralSetting),
        _ => Outcome.OfNoise(NoiseWords.Protocol),
    };

    // An edit to nothing that can be read would erase what can.
    static string? EditedBody(in Outcome edited) => edited.Rank <= OutcomeRank.Change ? edited.Body : null;

    readonly MessageAmendment Amendment(AmendmentKind kind, string text, long? timestampMs) => new()
    {
        Kind = kind,
        TargetId = _key.Id,
        TargetFromMe = _key.FromMe,
        TargetParticipant = _key.Participant,
        Text = text,
        TimestampMs = timestampMs,
    };
}
