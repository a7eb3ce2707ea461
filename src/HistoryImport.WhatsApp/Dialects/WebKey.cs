namespace HistoryImport.WhatsApp;

/// <summary>The key of a message in WhatsApp Web's words: <c>fromMe_chat_id_participant</c>, or an object that says the same.</summary>
struct WebKey
{
    const int FromMeField = 1;
    const int Remote = 2;
    const int IdField = 3;
    const int ParticipantField = 4;
    const int Serialized = 5;

    static readonly FieldNames _names = FieldNames.Of(
        ("fromMe", FromMeField), ("remote", Remote), ("remoteJid", Remote), ("id", IdField), ("participant", ParticipantField), ("author", ParticipantField),
        ("_serialized", Serialized));

    public bool? FromMe { get; private set; }

    public string? Chat { get; private set; }

    public string? Id { get; private set; }

    public string? Participant { get; private set; }

    readonly bool IsWhole => FromMe is not null && Chat is not null && Id is not null;

    /// <summary>Reads the key at hand.</summary>
    public static WebKey Read(ref JsonFieldReader reader)
    {
        var key = default(WebKey);
        if (!reader.IsPossibleContent)
        {
            key.Add(SerializedId.Read(ref reader));
            return key;
        }

        // Mostly the other fields say it all, and stand before it.
        SerializedId serialized = default;
        int outer = reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case FromMeField: key.FromMe = reader.ReadBoolean(); break;
                case Remote: key.Chat = Wid.Read(ref reader); break;
                case IdField: key.Id = Texts.OrNull(reader.ReadText()); break;
                case ParticipantField: key.Participant = Wid.Read(ref reader); break;
                case Serialized when !key.IsWhole: serialized = SerializedId.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        if (!key.IsWhole)
        {
            key.Add(serialized);
        }

        reader.Leave(outer);
        return key;
    }

    /// <summary>Takes from another key what this one leaves open.</summary>
    public void Complete(in WebKey other)
    {
        FromMe ??= other.FromMe;
        Chat ??= other.Chat;
        Id ??= other.Id;
        Participant ??= other.Participant;
    }

    void Add(in SerializedId id)
    {
        FromMe ??= id.FromMe;
        Chat ??= id.Chat;
        Id ??= id.Id;

        // Newer clients end an id in "_out" or "_in", which is nobody.
        Participant ??= id.Participant?.Contains('@', StringComparison.Ordinal) == true ? id.Participant : null;
    }
}
