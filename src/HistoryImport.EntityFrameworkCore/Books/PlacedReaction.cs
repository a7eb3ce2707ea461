namespace HistoryImport.EntityFrameworkCore;

/// <summary>A reaction and what it is kept under.</summary>
readonly record struct PlacedReaction(ReactionPlace Place, MessageReaction Reaction);
