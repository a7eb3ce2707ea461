using System.ComponentModel.DataAnnotations.Schema;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>What a row holds, as far as a report is compared with it.</summary>
sealed class KnownRow
{
    [Column("item")]
    public long Item { get; init; }

    [Column("version")]
    public byte[] Version { get; init; } = [];

    [Column("timestamp")]
    public long? Timestamp { get; init; }

    [Column("status")]
    public short? Status { get; init; }

    [Column("push_name")]
    public string? PushName { get; init; }

    [Column("revoked")]
    public bool Revoked { get; init; }

    [Column("wire_chat")]
    public string? WireChat { get; init; }

    [Column("wire_id")]
    public string? WireId { get; init; }

    [Column("wire_live")]
    public bool? WireLive { get; init; }

    [Column("media_id")]
    public string? MediaId { get; init; }

    public ExistingMessage ToExisting() => new()
    {
        Item = (int)Item,
        Version = ContentVersion.FromBytes(Version),
        Timestamp = Timestamp,
        Status = (MessageStatus?)Status,
        PushName = PushName,
        IsRevoked = Revoked,
        WireChat = WireChat,
        WireId = WireId is null ? null : new MessageWireId(WireId, WireLive == true),
        MediaId = MediaId,
    };
}
