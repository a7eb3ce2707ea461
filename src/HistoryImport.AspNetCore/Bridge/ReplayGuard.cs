namespace HistoryImport.AspNetCore;

/// <summary>Refuses what was signed outside a window of time, and what comes twice inside it. Thread-safe.</summary>
/// <remarks>Signatures are remembered by this process: what is repeated to another, or after a restart, ends with the same rows all the same.</remarks>
sealed class ReplayGuard(TimeProvider time)
{
    static readonly TimeSpan _window = TimeSpan.FromMinutes(5);

    readonly Lock _lock = new();
    readonly HashSet<string> _seen = [];
    readonly Queue<(string Signature, DateTimeOffset Until)> _order = new();

    /// <summary>Whether a time is near enough to now.</summary>
    public bool IsTimely(string? timestamp) => TimeOf(timestamp) is { } signed && (time.GetUtcNow() - signed).Duration() <= _window;

    /// <summary>Notes a signature that was found right.</summary>
    /// <returns>Whether it comes for the first time.</returns>
    public bool TryUse(string signature)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            while (_order.TryPeek(out (string Signature, DateTimeOffset Until) oldest) && oldest.Until < now)
            {
                _seen.Remove(_order.Dequeue().Signature);
            }

            if (!_seen.Add(signature))
            {
                return false;
            }

            _order.Enqueue((signature, now + _window + _window));
            return true;
        }
    }

    static DateTimeOffset? TimeOf(string? timestamp) =>
        long.TryParse(timestamp, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
