namespace HistoryImport;

/// <summary>Something was erased, or lifted, since a batch was looked through (<see cref="MessageBatch.Erasures"/>). Nothing of it was written.</summary>
public sealed class ErasuresChangedException : HistoryStorageException
{
    /// <summary>Creates an exception.</summary>
    public ErasuresChangedException()
        : base("Something of this connection was erased, or lifted, meanwhile. Look the batch through again.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    public ErasuresChangedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    /// <param name="innerException">The cause.</param>
    public ErasuresChangedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
