using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Hears of changed states on one connection of its own, opened by the first wait, and wakes who waits for them.</summary>
/// <remarks>Only spares time: what was told while nobody listened is made up for by waking everybody once listening begins.</remarks>
sealed class ChangeListener(HistoryDatabase database) : IAsyncDisposable, IDisposable
{
    public const string Channel = "history_import_states";

    static readonly TimeSpan _firstDelay = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<TaskCompletionSource, (string Name, long Known)> _waiting = new();

    // Has no timer, so that there is nothing to dispose, and closing twice is harmless.
    readonly CancellationTokenSource _closing = new();

    readonly Lock _lock = new();

    // Behind the lock.
    Task? _listening;

    /// <summary>Gets what is told when a value is written.</summary>
    /// <param name="name">A parameter that holds the value's name.</param>
    /// <param name="version">An expression for the version that was written.</param>
    public static string Tell(string name, string version) => $"pg_notify('{Channel}', {name}::text || ':' || {version})";

    /// <summary>Completes when another version of a value is told, or may have been.</summary>
    public async Task WaitAsync(string name, long known, Func<CancellationToken, ValueTask<bool>> hasChanged, CancellationToken cancellationToken)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[told] = (name, known);
        try
        {
            Listen();

            // It may have changed between the caller's look and ours.
            if (!await hasChanged(cancellationToken).ConfigureAwait(false))
            {
                await told.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _waiting.TryRemove(told, out _);
        }
    }

    public void Dispose() => _closing.Cancel();

    public async ValueTask DisposeAsync()
    {
        Task? listening;
        lock (_lock)
        {
            listening = _listening;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        if (listening is not null)
        {
            await listening.ConfigureAwait(false);
        }
    }

    void Listen()
    {
        lock (_lock)
        {
            // The only connection of a pool is not for listening: who waits asks now and then as well.
            _listening ??= database.CanListen ? Task.Run(ListenAsync, CancellationToken.None) : Task.CompletedTask;
        }
    }

    async Task ListenAsync()
    {
        TimeSpan delay = _firstDelay;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                NpgsqlConnection connection = await database.ConnectAsync(_closing.Token).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await BeginAsync(connection).ConfigureAwait(false);
                    delay = _firstDelay;
                    while (true)
                    {
                        await connection.WaitAsync(_closing.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                Log.ListenerLost(database.Logger, database.Place, PostgreSqlFault.Name(error), delay.TotalMilliseconds);
                await PauseAsync(delay).ConfigureAwait(false);
                delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay;
            }
        }
    }

    async Task BeginAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, change) => Wake(change.Payload);
        NpgsqlCommand listen = connection.CreateCommand();
        await using (listen.ConfigureAwait(false))
        {
            listen.CommandText = $"LISTEN {Channel}";
            await listen.ExecuteNonQueryAsync(_closing.Token).ConfigureAwait(false);
        }

        Wake(null);
    }

    async Task PauseAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, database.Time, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token.
        }
    }

    void Wake(string? payload)
    {
        foreach ((TaskCompletionSource waiter, (string name, long known)) in _waiting)
        {
            if (payload is null || IsNews(payload, name, known))
            {
                waiter.TrySetResult();
            }
        }
    }

    // Who wrote a value and then waits for the next change may hear of its own write late. An older version of this package tells no version.
    static bool IsNews(string payload, string name, long known) =>
        payload.StartsWith(name, StringComparison.Ordinal)
        && (payload.Length == name.Length
            || !long.TryParse(payload.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long told) || told > known);
}
