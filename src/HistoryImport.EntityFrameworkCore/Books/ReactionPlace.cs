namespace HistoryImport.EntityFrameworkCore;

/// <summary>What a reaction is kept under.</summary>
/// <param name="Chat">The number of the chat.</param>
/// <param name="Id">The id of the message.</param>
/// <param name="Target">Which messages of that id are meant.</param>
readonly record struct ReactionPlace(long Chat, string Id, ReactionTarget Target)
{
    public static ReactionPlace Of(RowPlace row) => new(row.Chat, row.Key.Id, ReactionTarget.Of(row.Key));
}
