using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HistoryImport.AspNetCore;

/// <summary>Asks cache, state store and message store something small, and looks whether anything waits for an operator.</summary>
/// <remarks>What failed is named; exceptions are not handed on, because what they say may quote a row.</remarks>
sealed class HistoryImportHealthCheck(IMessageCache cache, IStateStore state, IMessageStore store, SetAsideShelf? shelf) : IHealthCheck
{
    // Nobody's: nothing is found there, and looking costs nothing.
    static readonly ConnectionKey _nobody = SetAsideDelivery.NoTenant;
    static readonly Jid[] _chat = [Jid.Parse("10000000000@s.whatsapp.net")];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var failures = new List<string>();
        await TryAsync("message cache", async () => await cache.GetAccountAsync(_nobody, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await TryAsync("state store", async () => await state.GetAsync(_nobody, "health", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await TryAsync("message store", async () => await store.GetOldestAsync(_nobody, _chat, 1, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (failures.Count > 0)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', failures));
        }

        int unassigned = shelf is null ? 0 : (await shelf.ListAsync(_nobody, cancellationToken).ConfigureAwait(false)).Count;
        var data = new Dictionary<string, object> { ["unassigned"] = unassigned };
        return unassigned == 0
            ? HealthCheckResult.Healthy("Cache, state store and message store answer.", data)
            : HealthCheckResult.Degraded($"{unassigned} deliveries are set aside because nobody can tell whose they are: see ISetAsideShelf, SetAsideDelivery.NoTenant.", data: data);

        async Task TryAsync(string part, Func<Task> askAsync)
        {
            try
            {
                await askAsync().ConfigureAwait(false);
            }
            catch (HistoryStorageException error)
            {
                failures.Add($"The {part} failed: {error.Message}");
            }
            catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
            {
                failures.Add($"The {part} failed ({error.GetType().Name}).");
            }
        }
    }
}
