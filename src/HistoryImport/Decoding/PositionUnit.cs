using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What the position of a problem counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PositionUnit>))]
public enum PositionUnit
{
    /// <summary>The messages of its source, from 0.</summary>
    Message,

    /// <summary>The bytes of its source, from 0, inflated if it was compressed: no message could be told apart there, or it is about none.</summary>
    Byte,

    /// <summary>It is the id of an entry of the cache.</summary>
    Entry,
}
