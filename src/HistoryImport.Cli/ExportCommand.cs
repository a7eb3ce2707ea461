using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace HistoryImport.Cli;

/// <summary><c>export --store DATABASE</c></summary>
static class ExportCommand
{
    const int FlushBytes = 64 * 1024;

    public static Command Create()
    {
        Option<IStoreAddress> store = CommonOptions.Store();
        Option<string?> connection = CommonOptions.Name("--connection", "Only this WhatsApp session");
        Option<string?> tenant = CommonOptions.Name("--tenant", "Only this tenant");
        var chat = CommonOptions.OneJid("--chat", "Only this chat, by any of its JIDs");
        var person = CommonOptions.OneJid("--person", "What is kept of this person, by any JID, in the order of time");
        Option<int> timeout = CommonOptions.ConnectTimeout();
        var command = new Command("export", "Writes every message as one JSON object a line, in a fixed order.") { store, connection, tenant, chat, person, timeout };
        command.SetAction((arguments, cancellationToken) => ExportAsync(
            ReadAsync(
                arguments.GetValue(store)!, TimeSpan.FromSeconds(arguments.GetValue(timeout)), arguments.GetValue(tenant), arguments.GetValue(connection),
                arguments.GetValue(chat), arguments.GetValue(person),
                cancellationToken),
            cancellationToken));
        return command;
    }

    static async IAsyncEnumerable<ExportedLine> ReadAsync(
        IStoreAddress store, TimeSpan connectTimeout, string? tenant, string? connection, Jid? chat, Jid? person,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Reaching.TryAsync(store, connectTimeout, cancellationToken).ConfigureAwait(false) is { } unreachable)
        {
            throw new HistoryStorageException(unreachable);
        }

        foreach (ConnectionKey key in await store.GetConnectionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (tenant is not null && key.Tenant != tenant || connection is not null && key.Name != connection)
            {
                continue;
            }

            if (person is { } one)
            {
                IReadOnlyCollection<Jid> aliases = await store.GetAliasesAsync(key, one, cancellationToken).ConfigureAwait(false);
                foreach (ExportedName name in await store.Reader.ReadNamesAsync(key, aliases, cancellationToken).ConfigureAwait(false) ?? [])
                {
                    yield return new ExportedLine(Name: name);
                }

                foreach (ExportedMessage message in await store.Reader.ReadPersonAsync(key, aliases, cancellationToken).ConfigureAwait(false))
                {
                    yield return new ExportedLine(message);
                }

                continue;
            }

            await foreach (ExportedMessage message in store.Reader.ReadAsync(key, chat is { } wanted ? [wanted] : null, cancellationToken).ConfigureAwait(false))
            {
                yield return new ExportedLine(message);
            }
        }
    }

    static async Task<int> ExportAsync(IAsyncEnumerable<ExportedLine> lines, CancellationToken cancellationToken)
    {
        Stream output = Console.OpenStandardOutput();
        await using (output.ConfigureAwait(false))
        {
            try
            {
                using var buffer = new MemoryStream();
                await foreach (ExportedLine line in lines.ConfigureAwait(false))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    line.Write(buffer);
                    buffer.WriteByte((byte)'\n');
                    if (buffer.Length >= FlushBytes)
                    {
                        await FlushAsync(buffer, output, cancellationToken).ConfigureAwait(false);
                    }
                }

                await FlushAsync(buffer, output, cancellationToken).ConfigureAwait(false);
                return ExitCode.Completed;
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Cancelled;
            }
            catch (HistoryStorageException error)
            {
                Page.WriteError(error.Message);
                return ExitCode.NotCompleted;
            }
            catch (IOException error)
            {
                // Whoever read our output has closed it, or the disk under it is full.
                Page.WriteError($"The output could not be written: {error.Message}");
                return ExitCode.NotCompleted;
            }
        }
    }

    static async Task FlushAsync(MemoryStream buffer, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        buffer.SetLength(0);
    }
}
