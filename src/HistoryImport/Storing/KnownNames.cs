using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>The names that are known for one JID. None: it moved to another, or nobody told one.</summary>
/// <param name="Jid">The canonical JID.</param>
public sealed record KnownNames(Jid Jid)
{
    /// <summary>Gets the name of the chat: a group's subject, or how the account calls the other side.</summary>
    public string? Chat { get; init; }

    /// <summary>Gets the name in the account's address book.</summary>
    public string? Contact { get; init; }

    /// <summary>Gets the name a person gives himself.</summary>
    public string? Push { get; init; }

    /// <summary>Gets the one to show: that of the address book, else that of the chat, else the person's own.</summary>
    [JsonIgnore]
    public string? Best => Contact ?? Chat ?? Push;

    /// <summary>Takes in a name that is known.</summary>
    /// <param name="name">The name.</param>
    public KnownNames With(HistoryName name) => name.Kind switch
    {
        NameKind.Chat => this with { Chat = name.Name },
        NameKind.Contact => this with { Contact = name.Name },
        _ => this with { Push = name.Name },
    };

    /// <inheritdoc/>
    public override string ToString() => nameof(KnownNames);
}
