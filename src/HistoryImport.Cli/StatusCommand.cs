using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary><c>status --store DATABASE</c></summary>
static class StatusCommand
{
    public static Command Create()
    {
        Option<IStoreAddress> store = CommonOptions.Store();
        Option<int> timeout = CommonOptions.ConnectTimeout();
        Option<string?> connection = CommonOptions.Name("--connection", "Only this WhatsApp session");
        Option<string?> tenant = CommonOptions.Name("--tenant", "Only this tenant");
        var command = new Command("status", "Tells which imports go on, whoever runs them, and how the last of each session ended.") { store, connection, tenant, timeout };
        command.SetAction((arguments, cancellationToken) => Desk.RunAsync(
            arguments.GetValue(store)!,
            arguments.GetValue(timeout),
            null,
            (services, token) => TellAsync(
                services.GetRequiredService<IHistoryImporter>(), arguments.GetValue(store)!, arguments.GetValue(tenant), arguments.GetValue(connection), token),
            cancellationToken));
        return command;
    }

    static async Task<int> TellAsync(IHistoryImporter importer, IStoreAddress store, string? tenant, string? connection, CancellationToken cancellationToken)
    {
        foreach (ConnectionKey key in await store.GetConnectionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (tenant is not null && key.Tenant != tenant || connection is not null && key.Name != connection)
            {
                continue;
            }

            IReadOnlyList<ImportStatus> running = await importer.ListRunningAsync(key, cancellationToken).ConfigureAwait(false);
            foreach (ImportStatus status in running)
            {
                Tell(key, status);
            }

            if (!running.Any(status => status.Chats.Count == 0)
                && await importer.GetStatusAsync(key, cancellationToken: cancellationToken).ConfigureAwait(false) is { } last)
            {
                Tell(key, last);
            }
        }

        return ExitCode.Completed;
    }

    static string Retries(ImportStatus status) =>
        status.IsRetrying ? $", trying again (refused by the database so far: {status.Retries})"
        : status.Retries > 0 ? $" (refused by the database so far: {status.Retries})"
        : "";

    static void Tell(ConnectionKey connection, ImportStatus status)
    {
        string what = status.Chats.Count == 0 ? "all" : string.Join(' ', status.Chats);
        string how = status.State == RunState.Running ? $"{status.Phase}{Retries(status)}" : status.Outcome is { } outcome ? $"{outcome}" : $"{status.State}";
        string counts = $"  read {status.Counts.Read}, inserted {status.Counts.Inserted}, updated {status.Counts.Updated}, as of";
        string[] texts = [$"{connection}  {what}  {how}", string.Create(CultureInfo.InvariantCulture, $"{counts} {status.UpdatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")];
        foreach (string line in texts.SelectMany(text => Page.Wrap(text, Page.Width, "  ")))
        {
            Console.WriteLine(line);
        }
    }
}
