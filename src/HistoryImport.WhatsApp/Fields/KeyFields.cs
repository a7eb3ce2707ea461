namespace HistoryImport.WhatsApp;

/// <summary>Fields that keys of live messages have beyond the wire's.</summary>
static class KeyFields
{
    public const int RemoteJidAlt = -1;
    public const int ParticipantAlt = -2;

    /// <summary>Set in the stored key of a message that was deleted.</summary>
    public const int Deleted = -32;
}
