using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Whose choice a name is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NameKind>))]
public enum NameKind
{
    /// <summary>The name of a chat: a group's subject, or how the account calls the other side.</summary>
    Chat = 0,

    /// <summary>The name in the account's address book.</summary>
    Contact = 1,

    /// <summary>The name a person gives himself.</summary>
    Push = 2,
}
