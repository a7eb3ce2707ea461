namespace HistoryImport.Samples;

public sealed class Conversation
{
    public Guid Id { get; set; } = Guid.NewGuid();
    public string Line { get; set; } = ""; // which of our numbers
    public string Jid { get; set; } = "";
    public string? Name { get; set; }
}

public sealed class Contact
{
    public Guid Id { get; set; } = Guid.NewGuid();
    public string Line { get; set; } = "";
    public string Jid { get; set; } = "";
    public string Name { get; set; } = "";
}

public sealed class Message
{
    public Guid Id { get; set; } = Guid.NewGuid();
    public Guid ConversationId { get; set; }
    public string WhatsAppId { get; set; } = "";
    public bool FromMe { get; set; }
    public string Sender { get; set; } = ""; // in a group, of somebody else's message
    public MessageKind Kind { get; set; }
    public string Body { get; set; } = "";
    public DateTimeOffset? SentAt { get; set; }
    public MessageStatus? Status { get; set; }
    public bool IsEdited { get; set; }
    public bool IsDeleted { get; set; }
    public string Reactions { get; set; } = "";
}
