using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What an import does when the same connection, or the same chat, is being imported already.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenRunning>))]
public enum WhenRunning
{
    /// <summary>It joins: in this process it shares the run, and the result, of a request that differs in nothing but a window that holds its own;
    /// otherwise it waits, and then imports what is left.</summary>
    /// <remarks>Windows are compared by the second. Where <see cref="ImportRequest.EnoughMessages"/> is set they have to be the same.</remarks>
    Join,

    /// <summary>It ends at once as <see cref="ImportOutcome.AlreadyRunning"/>.</summary>
    Refuse,
}
