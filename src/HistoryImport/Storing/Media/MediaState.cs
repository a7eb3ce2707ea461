using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How far the recovery of a media file has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MediaState>))]
public enum MediaState
{
    /// <summary>It was asked for, and can be fetched.</summary>
    Available = 0,

    /// <summary>Somebody fetches it, until <see cref="MediaFile.DueAt"/>; then anybody may.</summary>
    Fetching = 1,

    /// <summary>It was verified, and the sink has it. Final.</summary>
    Stored = 2,

    /// <summary>The servers no longer hand it out. A fresher path makes it available again.</summary>
    Expired = 3,

    /// <summary>The phone was asked to upload it again.</summary>
    Requested = 4,

    /// <summary>The phone did not upload it, and may do so another time.</summary>
    Pending = 5,

    /// <summary>The phone no longer has it.</summary>
    GoneFromPhone = 6,

    /// <summary>What the servers gave is not what the message told of.</summary>
    Damaged = 7,

    /// <summary>It is not fetched at all: what the message says of it is not safe, or not enough.</summary>
    Refused = 8,
}
