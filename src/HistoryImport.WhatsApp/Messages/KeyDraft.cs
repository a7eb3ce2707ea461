using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>A key as it was read.</summary>
struct KeyDraft
{
    // Most keys have none.
    KeyAlternates? _alternates;

    public string? RemoteJid { get; private set; }

    public string? RemoteJidAlt { get; private set; }

    public bool FromMe { get; private set; }

    public string? Id { get; private set; }

    public string? Participant { get; private set; }

    public string? ParticipantAlt { get; private set; }

    /// <summary>Whether it says that its message was deleted.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Reads the key at hand.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryRead<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(Schema.Key, out int field))
        {
            switch (field)
            {
                case Wire.MessageKey.RemoteJidFieldNumber: RemoteJid = reader.ReadSpelling(); break;
                case Wire.MessageKey.FromMeFieldNumber: FromMe = reader.ReadBoolean(); break;
                case Wire.MessageKey.IdFieldNumber: Id = Texts.OrNull(reader.ReadText()); break;
                case Wire.MessageKey.ParticipantFieldNumber: Participant = reader.ReadSpelling(); break;
                case KeyFields.RemoteJidAlt: RemoteJidAlt = reader.ReadSpelling(); break;
                case KeyFields.ParticipantAlt: ParticipantAlt = reader.ReadSpelling(); break;
                case KeyFields.Deleted: IsDeleted = reader.ReadBoolean(); break;
                case <= KeyFields.SenderPn and >= KeyFields.PreviousChat: (_alternates ??= new KeyAlternates()).Read(ref reader, field); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return true;
    }

    /// <summary>Adds the pairs of LID and number that it makes.</summary>
    /// <param name="finds">Takes them.</param>
    /// <param name="chat">The chat, if the key names none.</param>
    /// <param name="participant">The sender in a group, if another place names one.</param>
    public readonly void AddClaims(ref MessageFinds finds, string? chat, string? participant) =>
        _alternates?.AddClaims(ref finds, RemoteJid ?? chat, participant ?? Participant, FromMe);
}
