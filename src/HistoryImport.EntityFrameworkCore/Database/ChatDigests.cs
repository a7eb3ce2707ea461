using System.ComponentModel.DataAnnotations.Schema;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>The digests of a chat's rows of some time, one after the other; zeros stand for a row without one.</summary>
sealed class ChatDigests
{
    /// <summary>Gets which of the chats that were asked for it is.</summary>
    [Column("item")]
    public long Item { get; init; }

    [Column("digests")]
    public byte[] Digests { get; init; } = [];
}
