namespace HistoryImport.WhatsApp;

/// <summary>Fields that keys of live messages have beyond the wire's.</summary>
static class KeyFields
{
    public const int RemoteJidAlt = -1;
    public const int ParticipantAlt = -2;
    public const int SenderPn = -3;
    public const int SenderLid = -4;
    public const int ParticipantPn = -5;
    public const int ParticipantLid = -6;
    public const int RecipientPn = -7;
    public const int RecipientLid = -8;
    public const int PreviousChat = -9;

    /// <summary>Set in the stored key of a message that was deleted.</summary>
    public const int Deleted = -32;
}
