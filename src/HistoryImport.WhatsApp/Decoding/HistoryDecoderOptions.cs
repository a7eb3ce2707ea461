namespace HistoryImport.WhatsApp;

/// <summary>Bounds on everything that a payload controls.</summary>
/// <remarks>Memory in use stays below about twice <see cref="MaxInflatedBytes"/> for protobuf, and below about three times
/// <see cref="MaxMessageBytes"/> plus <see cref="PartBytes"/> for JSON, whatever is in the payload.</remarks>
public sealed class HistoryDecoderOptions
{
    /// <summary>Gets or sets the most bytes a history-sync blob may have after inflating. A larger one is refused whole.</summary>
    /// <value>From 1 KiB to 1 GiB; 64 MiB by default.</value>
    public int MaxInflatedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Gets or sets the most bytes one message may have: one JSON element, or one protobuf message. A larger one is a problem and is passed over.</summary>
    /// <value>From 1 KiB to 256 MiB; 16 MiB by default.</value>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets how deep the JSON of one message may nest. A deeper one is a problem and is passed over.</summary>
    /// <value>From 16 to 10 000; 256 by default.</value>
    public int MaxJsonDepth { get; set; } = 256;

    /// <summary>Gets or sets how many properties a JSON object around messages may have: an event, a history set or a chat. One with more is a problem.</summary>
    /// <value>At least 1; 1 000 000 by default.</value>
    /// <remarks>Such an object is walked and not kept, so it is read to its end all the same, and what it holds is used. Inside a message
    /// <see cref="MaxMessageBytes"/> is the bound.</remarks>
    public int MaxJsonProperties { get; set; } = 1_000_000;

    /// <summary>Gets or sets after how many problems a payload is given up. Those of what is kept do not count.</summary>
    /// <value>At least 1; 100 000 by default.</value>
    public int MaxProblems { get; set; } = 100_000;

    /// <summary>Gets or sets the most messages in one part; the same goes for its chats, contacts, claims and problems.</summary>
    /// <value>From 1 to 100 000; 1000 by default.</value>
    public int PartSize { get; set; } = 1000;

    /// <summary>Gets or sets about how many bytes one part may hold. A part of one message may hold more.</summary>
    /// <value>At least 1 KiB; 16 MiB by default.</value>
    public int PartBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Copies the options, so that later changes cannot reach a decoder at work.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    internal HistoryDecoderOptions Checked()
    {
        foreach ((string name, int value, string fault) in HistoryDecoderOptionsValidator.FaultsOf(this))
        {
            throw new ArgumentOutOfRangeException(name, value, fault);
        }

        return (HistoryDecoderOptions)MemberwiseClone();
    }
}
