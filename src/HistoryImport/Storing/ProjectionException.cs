namespace HistoryImport;

/// <summary>The host's projection failed, and what it was told of was not written.</summary>
/// <remarks>The message names the projection, and of a database's error what names nobody: tables and columns, no value. All of it is in
/// <see cref="Exception.InnerException"/>.</remarks>
public sealed class ProjectionException : InvalidOperationException
{
    /// <summary>Creates an exception.</summary>
    public ProjectionException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    public ProjectionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened. Holds no message text and no phone number.</param>
    /// <param name="innerException">The cause.</param>
    public ProjectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
