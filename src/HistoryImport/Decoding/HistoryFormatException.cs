namespace HistoryImport;

/// <summary>A payload cannot be used from some point on. What was decoded before that point stays valid.</summary>
/// <remarks>The message names the position and the reason, and holds nothing of the payload.</remarks>
public sealed class HistoryFormatException : FormatException
{
    /// <summary>Creates an exception.</summary>
    public HistoryFormatException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong. Holds no message text and no phone number.</param>
    public HistoryFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong. Holds no message text and no phone number.</param>
    /// <param name="innerException">The cause.</param>
    public HistoryFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception that says where.</summary>
    /// <param name="position">Where the usable part ends; see <see cref="Position"/>.</param>
    /// <param name="reason">What is wrong from there on. Holds no message text and no phone number.</param>
    public HistoryFormatException(long position, string reason)
        : base($"The payload cannot be used from byte {position} on: {reason}")
    {
        Position = position;
    }

    /// <summary>Gets where the usable part ends, in bytes from the start: of the inflated payload if it was compressed, of the stream otherwise.</summary>
    public long Position { get; }
}
