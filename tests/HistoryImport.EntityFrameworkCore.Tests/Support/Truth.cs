using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>The sample history, and the rows it must become.</summary>
static class Truth
{
    static string Samples { get; } = Path.Combine(
        typeof(Truth).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!, "samples");

    public static ConnectionKey Connection { get; } = new("default", "default");

    public static string Folder(string name) => Path.Combine(Samples, name);

    /// <summary>Gets the rows as JSON, all written by the same hand.</summary>
    public static IReadOnlyList<string> Rows => [.. Messages.Select(Text)];

    public static IReadOnlyList<ExportedMessage> Messages =>
        [.. File.ReadLines(Path.Combine(Samples, "history-truth.ndjson")).Select(line => JsonSerializer.Deserialize(line, ExportedMessage.JsonTypeInfo)!)];

    public static string Text(ExportedMessage message) => JsonSerializer.Serialize(message, ExportedMessage.JsonTypeInfo);

    /// <summary>Gets what the desk must make of a row.</summary>
    public static string DeskRow(ExportedMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"message {message.Tenant}/{message.Connection} {message.Chat} {message.Id} {message.FromMe} {message.Sender}: {message.Kind} {message.Body} {Time(message.Timestamp):O} {message.Status} {message.Edited} {message.Revoked} {string.Concat(message.Reactions.Select(reaction => reaction.Emoji))}");

    static DateTimeOffset? Time(long? timestamp) => timestamp is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
