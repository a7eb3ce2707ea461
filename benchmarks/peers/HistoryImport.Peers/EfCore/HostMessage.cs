namespace HistoryImport.Peers;

/// <summary>A message as a host keeps it.</summary>
sealed class HostMessage
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Chat { get; set; }

    public required string WhatsAppId { get; set; }

    public bool FromMe { get; set; }

    public required string Sender { get; set; }

    public string Body { get; set; } = "";

    public MessageStatus? Status { get; set; }

    public DateTimeOffset? SentAt { get; set; }
}
