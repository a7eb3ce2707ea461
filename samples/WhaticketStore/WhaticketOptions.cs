namespace HistoryImport.Samples;

/// <summary>What differs from one host of the family to the next.</summary>
public sealed record WhaticketOptions
{
    /// <summary>Gets how a connection is named in the host's tables.</summary>
    public Func<ConnectionKey, WhaticketConnection> Resolve { get; init; } = WhaticketConnection.Of;

    /// <summary>Gets the status of a ticket that has to be made. Closed, it disturbs nobody and says good-bye to nobody.</summary>
    public string TicketStatus { get; init; } = "closed";

    /// <summary>Gets whether such a ticket gets the date of its import.</summary>
    /// <remarks>Some hosts are silent about live messages of a ticket that has one, as long as it is not closed.</remarks>
    public bool MarkTicketsImported { get; init; } = true;

    /// <summary>Gets the queue of such a ticket.</summary>
    public int? QueueId { get; init; }

    /// <summary>Gets how the host names what a message is.</summary>
    public Func<MessageKind, string> MediaType { get; init; } = Name;

    /// <summary>Gets the media types under which the host keeps what it did not understand: such rows give way to content.</summary>
    public IReadOnlyList<string> UnsupportedMediaTypes { get; init; } = ["unsupported", "system"];

    static string Name(MessageKind kind) => kind switch
    {
        MessageKind.Text => "chat",
        MessageKind.Voice => "audio",
        MessageKind.VideoNote => "video",
        MessageKind.Document => "application",
        _ => kind.ToName(),
    };
}
