namespace HistoryImport.WhatsApp;

/// <summary>Fields of WAHA's flat form of a message.</summary>
static class ForeignFields
{
    public const int Data = -1;
    public const int Id = -2;
    public const int From = -3;
    public const int To = -4;
    public const int FromMe = -5;
    public const int Timestamp = -6;
    public const int Body = -7;
    public const int Ack = -8;
    public const int HasMedia = -9;
}
