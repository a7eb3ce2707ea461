namespace HistoryImport;

/// <summary>A known name. Of several for one JID and kind the greatest by UTF-8 bytes stays.</summary>
/// <param name="Jid">Whose name; canonical by the time a store sees it.</param>
/// <param name="Kind">Who chose it.</param>
/// <param name="Name">The name, never empty, at most 1 MiB of UTF-8.</param>
public readonly record struct HistoryName(Jid Jid, NameKind Kind, string Name)
{
    /// <summary>Gets the name; empty in the default value, which is no name.</summary>
    public string Name { get => field ?? ""; init => field = Some(value); } = Some(Name);

    /// <summary>Tells whether this one replaces another of the same JID and kind.</summary>
    /// <param name="other">The other.</param>
    public bool Replaces(HistoryName other) => Utf8Order.Compare(Name, other.Name) > 0;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistoryName)} {{ {nameof(Kind)} = {Kind} }}";

    // One form of none, so that the default value equals it.
    static string Some(string? name) => string.IsNullOrEmpty(name) ? null! : name;
}
