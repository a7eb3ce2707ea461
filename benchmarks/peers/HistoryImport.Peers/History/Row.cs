namespace HistoryImport.Peers;

/// <summary>A row of the table <c>messages</c> as every alternative must leave it; the columns no message of the history fills are null.</summary>
sealed class Row
{
    public long ChatId { get; set; }

    public required string Id { get; set; }

    public bool FromMe { get; set; }

    public required string Sender { get; set; }

    public long? Timestamp { get; set; }

    public short? Status { get; set; }

    public bool Revoked { get; set; }

    public required byte[] Version { get; set; }

    public required string Kind { get; set; }

    public string? PushName { get; set; }

    public string? WireChat { get; set; }

    public long? EditTime { get; set; }

    public string? EditEnvelope { get; set; }

    public string? EditBody { get; set; }

    public required string Body { get; set; }

    public string? Media { get; set; }

    public byte[]? Raw { get; set; }

    public required byte[] Digest { get; set; }
}
