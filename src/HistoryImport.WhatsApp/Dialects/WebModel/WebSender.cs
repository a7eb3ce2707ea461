namespace HistoryImport.WhatsApp;

/// <summary>Who sent a message, as the contact that some clients put into it.</summary>
readonly record struct WebSender(string? Id, string? PushName)
{
    const int IdField = 1;
    const int PushNameField = 2;

    static readonly FieldNames _names = FieldNames.Of(("id", IdField), ("pushname", PushNameField));

    public bool IsNone => Id is null && PushName is null;

    public static WebSender Read(ref JsonFieldReader reader)
    {
        if (!reader.IsPossibleContent)
        {
            return new WebSender(reader.ReadSpelling(), null);
        }

        string? id = null;
        string? name = null;
        int outer = reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case IdField: id = Wid.Read(ref reader); break;
                case PushNameField: name = reader.ReadSpelling(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return new WebSender(id, name);
    }

    // A name and a number are not for logs.
    public override string ToString() => nameof(WebSender);
}
