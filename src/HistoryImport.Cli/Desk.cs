using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary>Opens a database as a host does, and tells in words what it cannot do.</summary>
static class Desk
{
    public static async Task<int> RunAsync(
        IStoreAddress store, int connectTimeout, ErasureKey? key, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport();
        store.Use(builder);
        if (key is not null)
        {
            builder.UseErasureKey(key);
        }

        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            try
            {
                if (await Reaching.TryAsync(store, TimeSpan.FromSeconds(connectTimeout), cancellationToken).ConfigureAwait(false) is { } unreachable)
                {
                    Page.WriteError(unreachable);
                    return ExitCode.NotCompleted;
                }

                // There is nothing to tell, end or erase where there is no history: most often the path is mistyped.
                await store.GetConnectionsAsync(cancellationToken).ConfigureAwait(false);
                return await work(provider, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Cancelled;
            }
            catch (Exception error) when (error is HistoryStorageException or ArgumentException)
            {
                Page.WriteError(Misuse.Words(error));
                return ExitCode.NotCompleted;
            }
        }
    }
}
