namespace HistoryImport;

/// <summary>A cache, state store or message store could not do its work. The fault is in the medium, not in one message.</summary>
/// <remarks>Misuse is reported by the usual <see cref="ArgumentException"/> and <see cref="InvalidOperationException"/> instead.</remarks>
public class HistoryStorageException : Exception
{
    /// <summary>Creates an exception.</summary>
    public HistoryStorageException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What failed and how to mend it. Holds no message text and no phone number.</param>
    public HistoryStorageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What failed and how to mend it. Holds no message text and no phone number.</param>
    /// <param name="innerException">The cause.</param>
    public HistoryStorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets whether the same call may succeed later without anybody mending anything.</summary>
    public bool IsTransient { get; init; }
}
