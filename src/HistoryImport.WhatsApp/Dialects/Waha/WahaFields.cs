namespace HistoryImport.WhatsApp;

/// <summary>Fields of WAHA's form of a message.</summary>
static class WahaFields
{
    public const int Data = 1;
    public const int Id = 2;
    public const int From = 3;
    public const int To = 4;
    public const int FromMe = 5;
    public const int Timestamp = 6;
    public const int Body = 7;
    public const int Ack = 8;
    public const int HasMedia = 9;
    public const int Participant = 10;
    public const int PushName = 11;

    public static FieldNames Names { get; } = FieldNames.Of(
        ("_data", Data), ("id", Id), ("from", From), ("to", To), ("fromMe", FromMe), ("timestamp", Timestamp), ("body", Body), ("ack", Ack),
        ("hasMedia", HasMedia), ("participant", Participant), ("pushName", PushName));
}
