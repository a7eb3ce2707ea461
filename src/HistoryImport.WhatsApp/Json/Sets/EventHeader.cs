using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads what an event says beside its data: its name, the header of a history set, our own account.</summary>
sealed class EventHeader(EventDraft owner, SetBuilder set)
{
    const int Id = 1;
    const int Lid = 2;

    static readonly FieldNames _ofAccount = FieldNames.Of(("id", Id), ("lid", Lid));

    public void Read(ref JsonFieldReader reader, int field)
    {
        switch (field)
        {
            case HistorySync.SyncTypeFieldNumber: set.SyncType = HeaderValues.SyncType(reader.ReadEnum(Schema.SyncType)); break;
            case HistorySync.ProgressFieldNumber: set.Progress = HeaderValues.Progress(reader.ReadInteger()); break;
            case HistorySync.ChunkOrderFieldNumber: set.ChunkOrder = reader.ReadInteger(); break;
            case HistoryFields.RequestId: set.RequestId = Texts.OrNull(reader.ReadText()); break;
            case HistoryFields.Event: Name(reader.ReadText()); break;
            case HistoryFields.Type: ReadType(reader.ReadText()); break;
            case HistoryFields.Me: ReadAccount(ref reader); break;
            case HistoryFields.Sender: ReadSender(reader.ReadText()); break;
        }
    }

    void Name(string? name) => (owner.Name, owner.IsNamed) = (name, true);

    // Many things have a type; of events it is the name only where it is a known one.
    void ReadType(string? type)
    {
        if (!owner.IsNamed && KnownEvents.Find(type, out _) != EventMeaning.Unknown)
        {
            Name(type);
        }
    }

    // Evolution puts the number of the instance beside the data of every event.
    void ReadSender(string? sender)
    {
        if (owner is { IsNamed: true, HasInstance: true })
        {
            AddAccount(sender);
        }
    }

    // {"id": "…@c.us", "lid": "…@lid"}: WAHA's envelope, and the credentials of Baileys.
    void ReadAccount(ref JsonFieldReader reader)
    {
        reader.Enter();
        while (reader.Next(_ofAccount, out int field))
        {
            if (field is Id or Lid)
            {
                AddAccount(reader.ReadText());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    void AddAccount(string? text)
    {
        if (Jid.TryParse(text, out Jid jid) && jid.IsPerson)
        {
            set.AddAccount(jid);
        }
    }
}
