using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What WhatsApp says of the older messages of a chat (<c>Conversation.endOfHistoryTransferType</c>). Absent says nothing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndOfHistory>))]
public enum EndOfHistory
{
    /// <summary>The phone has more.</summary>
    MoreRemain = 0,

    /// <summary>There are no more.</summary>
    Exhausted = 1,

    /// <summary>More remain on the phone, but it will not hand them out.</summary>
    PhoneOnly = 2,

    /// <summary>More remain on the phone, and this account may not read them.</summary>
    NoAccess = 3,
}
