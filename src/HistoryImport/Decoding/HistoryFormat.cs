using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How a payload is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryFormat>))]
public enum HistoryFormat
{
    /// <summary>Not told: the decoder finds out from the content.</summary>
    Unknown = 0,

    /// <summary>JSON: one document, or many.</summary>
    Json = 1,

    /// <summary>Protobuf, compressed or not.</summary>
    Protobuf = 2,
}
