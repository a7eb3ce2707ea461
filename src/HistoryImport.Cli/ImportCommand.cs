using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HistoryImport.Cli;

/// <summary><c>import PATH… --store DATABASE</c></summary>
static class ImportCommand
{
    const string Include = "include";
    const string Exclude = "exclude";

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "A file, a folder (its files in name order), or - for standard input. The format is told from the content.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(Usage.RefuseOptions);
        Option<IStoreAddress> store = CommonOptions.Store();
        Option<string?> connection = CommonOptions.Name("--connection", "The WhatsApp session the history belongs to [default: default]");
        Option<string?> tenant = CommonOptions.Name("--tenant", "The tenant the session belongs to [default: default]");
        var me = new Option<Jid[]>("--me")
        {
            Description = "The account's own number or LID; may be given twice",
            HelpName = "JID",
            CustomParser = result => [.. result.Tokens.Select(token => CommonOptions.ParseJid(result, token))],
        };
        var chats = new Option<Jid[]>("--chat")
        {
            Description = "Only this chat, by any of its JIDs; may be repeated",
            HelpName = "JID",
            CustomParser = result => [.. result.Tokens.Select(token => CommonOptions.ParseJid(result, token))],
        };
        var since = new Option<DateOnly?>("--since") { Description = "The first wanted day, UTC, inclusive", HelpName = "YYYY-MM-DD", CustomParser = ParseDate };
        var until = new Option<DateOnly?>("--until") { Description = "The last wanted day, UTC, inclusive", HelpName = "YYYY-MM-DD", CustomParser = ParseDate };
        var groups = new Option<string>("--groups") { Description = "Whether groups are imported", DefaultValueFactory = _ => Include };
        groups.AcceptOnlyFromAmong(Include, Exclude);
        var noWait = new Option<bool>("--no-wait") { Description = "End at once if the same import is running, instead of waiting for it" };
        Option<int> timeout = CommonOptions.ConnectTimeout();
        Option<ErasureKey?> key = CommonOptions.Key();
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object on standard output, and nothing else there" };
        var verbose = new Option<bool>("--verbose") { Description = "Name every reason for which messages were left out, and every chat" };

        var command = new Command("import", "Imports history files into a database.")
        {
            paths, store, connection, tenant, me, chats, since, until, groups, noWait, key, timeout, json, verbose,
        };
        command.SetAction((arguments, cancellationToken) => ImportJob.RunAsync(
            new ImportArguments
            {
                Paths = arguments.GetValue(paths)!,
                Store = arguments.GetValue(store)!,
                ConnectTimeout = TimeSpan.FromSeconds(arguments.GetValue(timeout)),
                Key = arguments.GetValue(key),
                Json = arguments.GetValue(json),
                Verbose = arguments.GetValue(verbose),
                Request = new ImportRequest
                {
                    Connection = CommonOptions.ConnectionOf(arguments, tenant, connection),
                    Account = arguments.GetValue(me) ?? [],
                    Chats = arguments.GetValue(chats) ?? [],
                    Since = arguments.GetValue(since)?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                    Until = arguments.GetValue(until)?.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc),
                    IncludeGroups = arguments.GetValue(groups) != Exclude,
                    WhenRunning = arguments.GetValue(noWait) ? WhenRunning.Refuse : WhenRunning.Join,

                    // Files are all there is.
                    QuietPeriod = TimeSpan.Zero,
                    Fetch = false,
                },
            },
            cancellationToken));
        return command;
    }

    static DateOnly? ParseDate(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[^1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return date;
        }

        result.AddError($"'{result.Tokens[^1].Value}' is not a day. Write it as YYYY-MM-DD.");
        return null;
    }
}
