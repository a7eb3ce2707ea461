namespace HistoryImport.WhatsApp;

/// <summary>Fields of a contact. Ids and names are numbered as those of a pushname are.</summary>
static class ContactFields
{
    public const int Id = Wire.Pushname.IdFieldNumber;
    public const int PushName = Wire.Pushname.Pushname_FieldNumber;
    public const int Number = -1;
    public const int Lid = -2;
    public const int Name = -3;
    public const int Jid = -4;
    public const int FirstName = -5;

    /// <summary>What whatsmeow puts around all but the JID.</summary>
    public const int Action = -6;
}
