using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Why a part of a window is not known to be whole.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapCause>))]
public enum GapCause
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>It lies before everything known: the phone was not asked so far back. <see cref="ImportResult.FetchEnd"/> says why.</summary>
    NotReached = 1,

    /// <summary>The inbox was away: what came afterwards had been sent while nothing was received.</summary>
    Downtime = 2,

    /// <summary>A page or another delivery ended before it met what was known.</summary>
    DeliveryEnded = 3,

    /// <summary>WhatsApp numbers the pieces of its history, and numbers in between did not come.</summary>
    ChunksMissing = 4,

    /// <summary>The phone says that it has nothing there, though older messages are known.</summary>
    NotOnPhone = 5,

    /// <summary>The phone has messages there, and hands them out to nobody, or not to this account.</summary>
    HeldBack = 6,
}
