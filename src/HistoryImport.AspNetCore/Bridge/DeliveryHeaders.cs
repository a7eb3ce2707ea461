using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>What a bridge says beside a body.</summary>
sealed record DeliveryHeaders(string Kind, string Id, IReadOnlyDictionary<string, string> All)
{
    static readonly string[] _names =
        ["version", "kind", "delivery", "account", "from", "stanza", "sync-type", "chunk-order", "progress", "request", "loss", "status"];

    public string? this[string name] => All.GetValueOrDefault(name);

    /// <summary>Gets the account's own JIDs, as far as they are such.</summary>
    public IReadOnlyList<Jid> Account { get; } =
    [
        .. (All.GetValueOrDefault("account") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => Jid.TryParse(text, out Jid jid) && jid.IsPerson ? jid : default)
            .Where(jid => !jid.IsNone)
            .Distinct(),
    ];

    /// <summary>Reads the headers of a request that was found genuine.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="read">What they say.</param>
    /// <param name="fault">What is wrong with them, in a sentence.</param>
    public static bool TryRead(IHeaderDictionary headers, [NotNullWhen(true)] out DeliveryHeaders? read, [NotNullWhen(false)] out string? fault)
    {
        Dictionary<string, string> all = _names
            .Select(name => (Name: name, Value: headers[BridgeSignature.Prefix + name].ToString()))
            .Where(header => header.Value.Length > 0)
            .ToDictionary(header => header.Name, header => Uri.UnescapeDataString(header.Value));
        string? kind = all.GetValueOrDefault("kind");
        string? id = all.GetValueOrDefault("delivery");
        fault = all.GetValueOrDefault("version") != "1" ? "x-history-version is not 1: this host speaks no other."
            : kind is not ("history" or "event" or "loss") ? "x-history-kind is none of history, event and loss."
            : !HexHash.IsSha256(id) ? "x-history-delivery is no 64 lower-case hexadecimal digits."
            : null;
        read = fault is null ? new DeliveryHeaders(kind!, id!, all) : null;
        return read is not null;
    }

    /// <summary>Adds to a set of history what its notification told and its blob lacks.</summary>
    public HistorySet Complete(HistorySet set) => Kind != "history" ? OfAccount(set) : OfAccount(set) with
    {
        RequestId = this["request"] ?? set.RequestId,
        SyncType = set.SyncType ?? (HistorySyncType?)Number("sync-type", (long)HistorySyncType.MessageAccessStatus),
        ChunkOrder = set.ChunkOrder ?? Number("chunk-order", long.MaxValue),
        Progress = set.Progress ?? (int?)Number("progress", 100),
    };

    public override string ToString() => $"{nameof(DeliveryHeaders)} {{ {nameof(Kind)} = {Kind} }}";

    HistorySet OfAccount(HistorySet set) => Account.Count == 0 ? set : set with { Account = [.. set.Account.Union(Account)] };

    long? Number(string name, long most) =>
        long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most ? number : null;
}
