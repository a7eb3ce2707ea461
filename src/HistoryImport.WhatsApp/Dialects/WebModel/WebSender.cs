namespace HistoryImport.WhatsApp;

/// <summary>Who sent a message, as the contact that some clients put into it.</summary>
readonly record struct WebSender(string? Id, string? PushName)
{
    const int IdField = 1;
    const int PushNameField = 2;
    const int Number = 3;
    const int Lid = 4;

    static readonly FieldNames _names = FieldNames.Of(("id", IdField), ("pushname", PushNameField), ("phoneNumber", Number), ("lid", Lid));

    public bool IsNone => Id is null && PushName is null;

    /// <summary>Reads the sender at hand, and which addresses are one person's.</summary>
    public static WebSender Read(ref JsonFieldReader reader, ref MessageFinds finds)
    {
        if (!reader.IsPossibleContent)
        {
            return new WebSender(reader.ReadSpelling(), null);
        }

        string? id = null;
        string? name = null;
        string? number = null;
        string? lid = null;
        int outer = reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case IdField: id = Wid.Read(ref reader); break;
                case PushNameField: name = reader.ReadSpelling(); break;
                case Number: number = Wid.Read(ref reader); break;
                case Lid: lid = Wid.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        finds.AddClaim(lid ?? id, PhoneField.AddressOf(number, lid ?? id));
        finds.AddClaim(id, lid);
        return new WebSender(id, name);
    }

    // A name and a number are not for logs.
    public override string ToString() => nameof(WebSender);
}
