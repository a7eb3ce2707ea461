using System.ComponentModel.DataAnnotations.Schema;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>What a transaction has to know of a connection.</summary>
sealed class HeldConnection
{
    [Column("connection_id")]
    public long Number { get; init; }

    /// <summary>Gets the number of its erasures.</summary>
    [Column("erasures")]
    public long Erasures { get; init; }
}
