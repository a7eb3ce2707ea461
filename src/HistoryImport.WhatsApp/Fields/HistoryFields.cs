namespace HistoryImport.WhatsApp;

/// <summary>Fields of events that the wire does not have. Numbers outside protobuf's range, so that no payload can name them.</summary>
static class HistoryFields
{
    public const int Chats = -1;
    public const int Messages = -2;
    public const int Contacts = -3;
    public const int RequestId = -4;
    public const int IsLatest = -5;
    public const int Event = -6;
    public const int Data = -7;
}
