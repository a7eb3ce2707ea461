namespace HistoryImport;

/// <summary>The names of message statuses in exports.</summary>
public static class MessageStatusExtensions
{
    static readonly string[] _names = ["error", "pending", "server", "delivered", "read", "played"];

    /// <summary>Gets the stable name, such as <c>delivered</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string ToName(this MessageStatus status) =>
        (uint)status < (uint)_names.Length ? _names[(int)status] : throw new ArgumentOutOfRangeException(nameof(status), status, "This is no message status.");
}
