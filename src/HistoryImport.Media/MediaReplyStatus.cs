using System.Text.Json.Serialization;

namespace HistoryImport.Media;

/// <summary>What a source says of a file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MediaReplyStatus>))]
public enum MediaReplyStatus
{
    /// <summary>Here it is.</summary>
    Found = 0,

    /// <summary>It is no longer there under this address.</summary>
    Expired = 1,

    /// <summary>Not now: it is tried again.</summary>
    Busy = 2,

    /// <summary>It is not fetched from there at all.</summary>
    Refused = 3,
}
