namespace HistoryImport;

/// <summary>How far a message got. A greater status replaces a smaller one, never the other way round.</summary>
/// <remarks>The numbers are WhatsApp's (<c>WebMessageInfo.Status</c>). Absent is less than every value.</remarks>
public enum MessageStatus
{
    /// <summary>Sending failed.</summary>
    Error = 0,

    /// <summary>Not sent yet.</summary>
    Pending = 1,

    /// <summary>The server has it.</summary>
    Server = 2,

    /// <summary>The receiver's phone has it.</summary>
    Delivered = 3,

    /// <summary>It was read.</summary>
    Read = 4,

    /// <summary>It was played.</summary>
    Played = 5,
}
