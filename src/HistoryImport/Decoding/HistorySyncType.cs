using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Why WhatsApp delivered a history set (<c>HistorySync.HistorySyncType</c>; the last two occur in notifications only).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistorySyncType>))]
public enum HistorySyncType
{
    /// <summary>The first set after pairing.</summary>
    InitialBootstrap = 0,

    /// <summary>Status posts.</summary>
    InitialStatusV3 = 1,

    /// <summary>The long history some sessions ask for.</summary>
    Full = 2,

    /// <summary>The recent history every session gets.</summary>
    Recent = 3,

    /// <summary>Names only.</summary>
    PushName = 4,

    /// <summary>Settings and the like.</summary>
    NonBlockingData = 5,

    /// <summary>The answer to a request.</summary>
    OnDemand = 6,

    /// <summary>There will be no history.</summary>
    NoHistory = 7,

    /// <summary>How much of the history may be read.</summary>
    MessageAccessStatus = 8,
}
