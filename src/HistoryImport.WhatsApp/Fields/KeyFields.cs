namespace HistoryImport.WhatsApp;

/// <summary>Fields that keys of live messages have beyond the wire's.</summary>
static class KeyFields
{
    public const int RemoteJidAlt = -1;
    public const int ParticipantAlt = -2;
}
