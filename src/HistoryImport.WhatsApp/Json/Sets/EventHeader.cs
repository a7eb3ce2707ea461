using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads what an event says beside its data: its name, the header of a history set, our own account.</summary>
static class EventHeader
{
    const int Id = 1;
    const int Lid = 2;

    static readonly FieldNames _ofAccount = FieldNames.Of(("id", Id), ("lid", Lid));

    public static void Read(ref JsonFieldReader reader, int field, EventDraft owner, SetBuilder set)
    {
        switch (field)
        {
            case HistorySync.SyncTypeFieldNumber: set.SyncType = HeaderValues.SyncType(reader.ReadEnum(Schema.SyncType)); break;
            case HistorySync.ProgressFieldNumber: set.Progress = HeaderValues.Progress(reader.ReadInteger()); break;
            case HistorySync.ChunkOrderFieldNumber: set.ChunkOrder = reader.ReadInteger(); break;
            case HistoryFields.Me: ReadAccount(ref reader, set); break;
            default: ReadText(reader.ReadText(), field, owner, set); break;
        }
    }

    /// <summary>Reads a text, for which no reader is needed.</summary>
    public static void ReadText(string? text, int field, EventDraft owner, SetBuilder set)
    {
        switch (field)
        {
            case HistoryFields.RequestId: set.RequestId = Texts.OrNull(text); break;
            case HistoryFields.Event: Name(owner, text); break;
            case HistoryFields.Type: ReadType(owner, text); break;
            case HistoryFields.Sender: ReadSender(owner, set, text); break;
        }
    }

    static void Name(EventDraft owner, string? name) => (owner.Name, owner.IsNamed, owner.SaysItsName) = (name, true, true);

    // Many things have a type; of events it is the name only where it is a known one.
    static void ReadType(EventDraft owner, string? type)
    {
        if (!owner.IsNamed && KnownEvents.Find(type, out _) != EventMeaning.Unknown)
        {
            Name(owner, type);
        }
    }

    // Evolution puts the number of the instance beside the data of every event.
    static void ReadSender(EventDraft owner, SetBuilder set, string? sender)
    {
        if (owner is { IsNamed: true, HasInstance: true })
        {
            AddAccount(set, sender);
        }
    }

    // {"id": "…@c.us", "lid": "…@lid"}: WAHA's envelope, and the credentials of Baileys.
    static void ReadAccount(ref JsonFieldReader reader, SetBuilder set)
    {
        reader.Enter();
        while (reader.Next(_ofAccount, out int field))
        {
            if (field is Id or Lid)
            {
                AddAccount(set, reader.ReadText());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    static void AddAccount(SetBuilder set, string? text)
    {
        if (Jid.TryParse(text, out Jid jid) && jid.IsPerson)
        {
            set.AddAccount(jid);
        }
    }
}
