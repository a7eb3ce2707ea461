using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What became of one item of a batch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpsertOutcome>))]
public enum UpsertOutcome
{
    /// <summary>Not told. A store that returns this did not do its work: the item is set aside, and its cache entry stays.</summary>
    Unknown = 0,

    /// <summary>The row already said so.</summary>
    Duplicate = 1,

    /// <summary>A row was made.</summary>
    Inserted = 2,

    /// <summary>A row was changed.</summary>
    Updated = 3,

    /// <summary>An amendment found no message.</summary>
    Missing = 4,
}
