using System.Text.Json.Serialization;

namespace HistoryImport.Media;

/// <summary>How a request to the phone was taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReuploadStatus>))]
public enum ReuploadStatus
{
    /// <summary>It is on its way.</summary>
    Requested = 0,

    /// <summary>The session cannot send now.</summary>
    NotReady = 1,

    /// <summary>This host cannot ask.</summary>
    NotSupported = 2,
}
