using System.ComponentModel.DataAnnotations.Schema;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Chat and id of messages that a join is about.</summary>
sealed class MessagePair
{
    [Column("chat_id")]
    public long ChatId { get; init; }

    [Column("id")]
    public string Id { get; init; } = "";
}
