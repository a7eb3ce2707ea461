namespace HistoryImport.Relational;

/// <summary>What became of a message, or of all with one id in a chat.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Key">The key it had then.</param>
/// <param name="Before">The key before, of what was moved.</param>
/// <param name="IsOfAll">Whether all messages of the chat with the id of the key are meant.</param>
readonly record struct JournalEntry(MessageChangeKind Kind, MessageKey Key, MessageKey? Before = null, bool IsOfAll = false);
