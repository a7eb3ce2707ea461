using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How a fetch was taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FetchStatus>))]
public enum FetchStatus
{
    /// <summary>This host cannot fetch.</summary>
    NotSupported = 0,

    /// <summary>The session cannot send now.</summary>
    NotReady = 1,

    /// <summary>The request is on its way; the answer arrives at the <see cref="IHistoryInbox"/>.</summary>
    Requested = 2,

    /// <summary>The answer is in <see cref="FetchReply.Set"/>.</summary>
    Answered = 3,
}
