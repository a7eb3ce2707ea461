namespace HistoryImport.PostgreSql;

/// <summary>A question for some of the wanted keys.</summary>
/// <param name="FirstChat">The number of the first chat; the others follow it.</param>
/// <param name="Chats">The chats.</param>
/// <param name="Ids">The ids wanted of each chat, as one text.</param>
readonly record struct WantedPart(int FirstChat, string[] Chats, string[] Ids);
