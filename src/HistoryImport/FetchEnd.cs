using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Why an import stopped asking the phone, or did not begin to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FetchEnd>))]
public enum FetchEnd
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>Nothing had to be asked: it was there as far as it was wanted, or nothing was. Whether it is whole tells <see cref="ImportResult.Coverage"/>.</summary>
    NotNeeded,

    /// <summary>What was wanted has come.</summary>
    Covered,

    /// <summary>WhatsApp says that the phone has no older messages.</summary>
    Exhausted,

    /// <summary>WhatsApp says that older messages are on the phone and stay there.</summary>
    PhoneOnly,

    /// <summary>WhatsApp says that this account may not read the older messages.</summary>
    NoAccess,

    /// <summary>No entry of the chat with an id and a time is known, so there is none to ask before.</summary>
    NoAnchor,

    /// <summary>The phone answers, and brings nothing older that could be asked on from.</summary>
    NoProgress,

    /// <summary>No answer arrives in time.</summary>
    TimedOut,

    /// <summary>This host cannot fetch.</summary>
    NotSupported,

    /// <summary>The session could not send.</summary>
    NotReady,

    /// <summary>The chat or the connection has asked, or failed, as often as the options allow; later it may ask again.</summary>
    BudgetUsed,
}
