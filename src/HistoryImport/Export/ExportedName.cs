using System.Text.Json.Serialization.Metadata;

namespace HistoryImport;

/// <summary>A name that is known of a person or group, as an export has it.</summary>
public sealed record ExportedName
{
    /// <summary>Gets what <see cref="System.Text.Json"/> needs to write it without reflection: camelCase, emoji as they are.</summary>
    public static JsonTypeInfo<ExportedName> JsonTypeInfo => ExportJsonContext.Readable.ExportedName;

    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the connection's name.</summary>
    public required string Connection { get; init; }

    /// <summary>Gets whose name it is: a canonical JID.</summary>
    public required string Jid { get; init; }

    /// <summary>Gets who calls them so: <c>chat</c>, <c>contact</c> (the account's address book) or <c>push</c> (themselves).</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Makes one of a name as a store keeps it.</summary>
    /// <param name="connection">Whose it is.</param>
    /// <param name="jid">The JID.</param>
    /// <param name="kind">The number of the <see cref="NameKind"/>.</param>
    /// <param name="name">The name.</param>
    public static ExportedName Of(ConnectionKey connection, string jid, short kind, string name)
    {
        ArgumentNullException.ThrowIfNull(connection);
        string word = (NameKind)kind switch { NameKind.Chat => "chat", NameKind.Contact => "contact", _ => "push" };
        return new ExportedName { Tenant = connection.Tenant, Connection = connection.Name, Jid = jid, Kind = word, Name = name };
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedName);
}
