using System.Collections.ObjectModel;

namespace HistoryImport.AspNetCore;

/// <summary>What was acknowledged and could not be imported.</summary>
public sealed record SetAsideDelivery
{
    /// <summary>Gets whose it is where nobody can tell: no connection of any host bears this name.</summary>
    public static ConnectionKey NoTenant { get; } = new("(no tenant)", "(no connection)");

    /// <summary>Gets its id: 64 hexadecimal digits, the same each time it comes.</summary>
    public required string Id { get; init; }

    /// <summary>Gets why it was set aside.</summary>
    public SetAsideCause Cause { get; init; }

    /// <summary>Gets why, in words for an operator. Holds no message text and no phone number.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Gets when it came, the last time.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets until when it is kept.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Gets how many bytes its payload has.</summary>
    public long Bytes { get; init; }

    /// <summary>Gets what was said beside the payload, by the names of the bridge's protocol without <c>x-history-</c>. Holds phone numbers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SetAsideDelivery)} {{ {nameof(Cause)} = {Cause}, {nameof(Bytes)} = {Bytes}, {nameof(Reason)} = {Reason} }}";
}
