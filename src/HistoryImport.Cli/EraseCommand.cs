using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary><c>erase --store DATABASE --key FILE --person JID</c></summary>
static class EraseCommand
{
    public static Command Create()
    {
        Option<IStoreAddress> store = CommonOptions.Store();
        Option<int> timeout = CommonOptions.ConnectTimeout();
        Option<ErasureKey?> key = CommonOptions.Key();
        key.Required = true;
        Option<string?> connection = CommonOptions.Name("--connection", "The WhatsApp session [default: default]");
        Option<string?> tenant = CommonOptions.Name("--tenant", "The tenant the session belongs to [default: default]");
        var person = CommonOptions.OneJid("--person", "A person, by any JID");
        var chat = CommonOptions.OneJid("--chat", "A chat, by any JID");
        var all = new Option<bool>("--all") { Description = "All of the session" };
        var allSessions = new Option<bool>("--all-sessions") { Description = "All sessions of --tenant" };
        var lift = new Option<bool>("--lift") { Description = "Not to erase, but to keep again what comes of it from now on" };
        var command = new Command("erase", "Erases a person, a chat, a session or all of a tenant, and keeps what comes of it later out.")
        {
            store, key, connection, tenant, person, chat, all, allSessions, lift, timeout,
        };
        command.Validators.Add(result => CheckOne(result, person, chat, all, allSessions));
        command.Validators.Add(result => CheckSessions(result, allSessions, tenant, connection, person, chat, all));
        command.SetAction((arguments, cancellationToken) => Desk.RunAsync(
            arguments.GetValue(store)!,
            arguments.GetValue(timeout),
            arguments.GetValue(key),
            (services, token) =>
            {
                var eraser = services.GetRequiredService<IHistoryEraser>();
                return arguments.GetValue(allSessions)
                    ? RunSessionsAsync(eraser, arguments.GetValue(store)!, arguments.GetValue(tenant)!, arguments.GetValue(lift), token)
                    : RunAsync(
                        eraser, CommonOptions.ConnectionOf(arguments, tenant, connection), arguments.GetValue(person), arguments.GetValue(chat), arguments.GetValue(lift), token);
            },
            cancellationToken));
        return command;
    }

    static void CheckOne(CommandResult result, params Option[] options)
    {
        int given = options.Count(option => IsGiven(result, option));
        if (given == 0 || given > 1 && !IsGiven(result, options[^1]))
        {
            result.AddError("Say what is to be erased: one of --person JID, --chat JID, --all and --all-sessions.");
        }
    }

    // Nobody erases a tenant by leaving its name out.
    static void CheckSessions(CommandResult result, Option allSessions, Option tenant, params Option[] excluded)
    {
        if (!IsGiven(result, allSessions))
        {
            return;
        }

        string[] given = [.. excluded.Where(option => IsGiven(result, option)).Select(option => option.Name)];
        if (given.Length > 0)
        {
            result.AddError($"Leave out {string.Join(" and ", given)}: --all-sessions is every session of --tenant.");
        }
        else if (!IsGiven(result, tenant))
        {
            result.AddError("Say whose sessions are meant: --all-sessions goes with --tenant NAME.");
        }
    }

    static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    static async Task<int> RunAsync(IHistoryEraser eraser, ConnectionKey connection, Jid? person, Jid? chat, bool lift, CancellationToken cancellationToken)
    {
        if (lift)
        {
            bool isLifted = (person ?? chat) is { } jid
                ? await eraser.LiftAsync(connection, jid, cancellationToken).ConfigureAwait(false)
                : await eraser.LiftConnectionAsync(connection, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(isLifted ? "Lifted: what comes from now on is kept." : "Nothing of that was erased.").ConfigureAwait(false);
            return ExitCode.Completed;
        }

        ErasureResult result = person is { } one ? await eraser.ErasePersonAsync(connection, one, cancellationToken).ConfigureAwait(false)
            : chat is { } other ? await eraser.EraseChatAsync(connection, other, cancellationToken).ConfigureAwait(false)
            : await eraser.EraseConnectionAsync(connection, cancellationToken).ConfigureAwait(false);
        return await TellAsync(result).ConfigureAwait(false);
    }

    static async Task<int> RunSessionsAsync(IHistoryEraser eraser, IStoreAddress store, string tenant, bool lift, CancellationToken cancellationToken)
    {
        ConnectionKey[] sessions =
            [.. (await store.GetConnectionsAsync(cancellationToken).ConfigureAwait(false)).Where(session => session.Tenant == tenant)];
        if (sessions.Length == 0)
        {
            Page.WriteError($"The database knows no session of the tenant '{tenant}'. Nothing was {(lift ? "lifted" : "erased")}.");
            return ExitCode.NotCompleted;
        }

        if (!lift)
        {
            return await TellAsync(await eraser.EraseTenantAsync(tenant, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        int lifted = 0;
        foreach (ConnectionKey session in sessions)
        {
            lifted += await eraser.LiftConnectionAsync(session, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        await Console.Out.WriteLineAsync(
            lifted > 0 ? $"Lifted {lifted} of {sessions.Length} sessions: what comes from now on is kept." : "Nothing of that was erased.").ConfigureAwait(false);
        return ExitCode.Completed;
    }

    static async Task<int> TellAsync(ErasureResult result)
    {
        string erased = $"erased {result.Messages} messages, {result.Reactions} reactions, {result.Names} names, "
            + $"{result.RawPayloads} raw payloads of others, {result.CacheEntries} cached entries, {result.States} states";
        foreach (string line in result.Limitations.Prepend(erased).SelectMany(text => Page.Wrap(text, Page.Width, "  ")))
        {
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        }

        return result.Limitations.Count == 0 ? ExitCode.Completed : ExitCode.CompletedWithProblems;
    }
}
