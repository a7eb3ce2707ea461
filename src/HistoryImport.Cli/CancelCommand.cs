using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary><c>cancel --store DATABASE</c></summary>
static class CancelCommand
{
    public static Command Create()
    {
        Option<IStoreAddress> store = CommonOptions.Store();
        Option<int> timeout = CommonOptions.ConnectTimeout();
        Option<string?> connection = CommonOptions.Name("--connection", "The WhatsApp session [default: default]");
        Option<string?> tenant = CommonOptions.Name("--tenant", "The tenant the session belongs to [default: default]");
        var chat = CommonOptions.OneJid("--chat", "The import of this chat alone");
        var command = new Command("cancel", "Ends an import, whoever runs it. What it committed stays.") { store, connection, tenant, chat, timeout };
        command.SetAction((arguments, cancellationToken) => Desk.RunAsync(
            arguments.GetValue(store)!,
            arguments.GetValue(timeout),
            null,
            (services, token) => CancelAsync(
                services.GetRequiredService<IHistoryImporter>(), CommonOptions.ConnectionOf(arguments, tenant, connection), arguments.GetValue(chat), token),
            cancellationToken));
        return command;
    }

    static async Task<int> CancelAsync(IHistoryImporter importer, ConnectionKey connection, Jid? chat, CancellationToken cancellationToken)
    {
        bool goesOn = await importer.CancelAsync(connection, chat is { } one ? [one] : null, cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(goesOn ? "It ends with the batch at hand." : "No such import goes on.").ConfigureAwait(false);
        return ExitCode.Completed;
    }
}
