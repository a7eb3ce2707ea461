using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What became of a message in a store.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageChangeKind>))]
public enum MessageChangeKind
{
    /// <summary>A row was made.</summary>
    Inserted = 0,

    /// <summary>Something about it rose: its content, its status, an edit, a reaction, or that it is revoked.</summary>
    Updated = 1,

    /// <summary>It turned out to be of another chat or sender: it has another key. Where a row with that key was there, the two are one now.</summary>
    Moved = 2,

    /// <summary>It was erased, and is to be kept nowhere.</summary>
    Erased = 3,
}
