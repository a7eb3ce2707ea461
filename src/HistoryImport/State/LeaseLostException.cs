namespace HistoryImport;

/// <summary>A run may no longer write: its lease ran out, and somebody else may have taken over. Nothing was written.</summary>
public sealed class LeaseLostException : HistoryStorageException
{
    /// <summary>Creates an exception.</summary>
    public LeaseLostException()
        : base("The lease of this import ran out, and another may have taken over. What was committed before stays; the rest is theirs.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    public LeaseLostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    /// <param name="innerException">The cause.</param>
    public LeaseLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
