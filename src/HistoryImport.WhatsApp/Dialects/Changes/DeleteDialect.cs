namespace HistoryImport.WhatsApp;

/// <summary>Baileys' event of deletes: <c>{keys: [{remoteJid, fromMe, id}]}</c>, or <c>{jid, all: true}</c> for a chat that was emptied here.</summary>
sealed class DeleteDialect : IDialect
{
    const int Keys = 1;
    const int Chat = 2;
    const int All = 3;

    // Nobody deletes more at once; each becomes an item of its own.
    const int MaxKeys = 10_000;

    static readonly FieldNames _names = FieldNames.Of(("keys", Keys), ("jid", Chat), ("all", All));

    public string Name => "update";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Keys when property.IsArray => Sign.Proof,
        All when property.IsScalar => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        var keys = new List<KeyDraft>();
        bool isAll = false;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Keys: ReadKeys(ref reader, keys); break;
                case All: isAll = reader.ReadBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        if (keys.Count > MaxKeys)
        {
            item.Problem = $"A delete names more than {MaxKeys} messages.";
            return true;
        }

        foreach (KeyDraft key in keys)
        {
            item.Add(Changes.RevokeOf(
                new HistoryMessage { RemoteJid = key.RemoteJid, FromMe = key.FromMe, Id = key.Id, Participant = key.Participant, Position = context.Position },
                key.Id));
        }

        // Whoever empties a chat on his own phone takes nothing back.
        item.NoHistory = keys.Count == 0 ? "messages.delete" : null;
        return keys.Count > 0 || isAll;
    }

    static void ReadKeys(ref JsonFieldReader reader, List<KeyDraft> keys)
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            var key = default(KeyDraft);
            if (key.TryRead(ref reader) && key.Id is not null && keys.Count <= MaxKeys)
            {
                keys.Add(key);
            }
        }
    }
}
