using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>The unit of <see cref="FetchRequest.OldestMessageTime"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnchorTimeUnit>))]
public enum AnchorTimeUnit
{
    /// <summary>Seconds: what phones answer to, whatever the name of WhatsApp's field says.</summary>
    Seconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,
}
