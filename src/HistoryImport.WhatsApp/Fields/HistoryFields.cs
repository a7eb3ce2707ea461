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

    /// <summary>What stands around a payload: the data of a webhook, the body of a request, the records of a page.</summary>
    public const int Data = -7;

    /// <summary>Our own account.</summary>
    public const int Me = -8;

    /// <summary>Our own account, as Evolution's webhooks name it.</summary>
    public const int Sender = -9;

    /// <summary>What may be the name of an event.</summary>
    public const int Type = -10;

    /// <summary>The instance of a gateway.</summary>
    public const int Instance = -11;
}
