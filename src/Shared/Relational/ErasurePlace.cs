using System.Globalization;

namespace HistoryImport;

/// <summary>How far an erasure came: it deletes rows first, and then looks through what is left, chat after chat in the order of their ids.</summary>
/// <param name="IsDeleting">Whether rows are still to be deleted.</param>
/// <param name="Chat">The number of the chat that is being looked through.</param>
/// <param name="Id">The id of the message there up to which it is.</param>
readonly record struct ErasurePlace(bool IsDeleting, long Chat, string Id)
{
    const string Deleting = "rows";

    public static ErasurePlace First { get; } = new(true, 0, "");

    public static ErasurePlace Parse(string? after)
    {
        if (after is null or Deleting)
        {
            return First;
        }

        int space = after.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && long.TryParse(after.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out long chat)
            ? new ErasurePlace(false, chat, after[(space + 1)..])
            : throw new ArgumentException("This is not where a step of an erasure ended. Hand over what the step before told.", nameof(after));
    }

    public override string ToString() => IsDeleting ? Deleting : string.Create(CultureInfo.InvariantCulture, $"{Chat} {Id}");
}
