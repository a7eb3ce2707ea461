using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What an import does when the same connection, or the same chat, is being imported already.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenRunning>))]
public enum WhenRunning
{
    /// <summary>It joins: in this process an equal request shares the run and its result; otherwise it waits, and then imports what is left.</summary>
    Join,

    /// <summary>It ends at once as <see cref="ImportOutcome.AlreadyRunning"/>.</summary>
    Refuse,
}
