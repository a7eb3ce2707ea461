using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary>Runs one import of files and tells how it went.</summary>
static class ImportJob
{
    const string AlreadyRunning =
        "The same import is running, and --no-wait was given: nothing was imported. See how far it is by 'history-import status', or leave out --no-wait to wait for it.";

    // Who runs a killed import again waits that long.
    static readonly TimeSpan _leaseDuration = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(ImportArguments arguments, CancellationToken cancellationToken)
    {
        var problems = new ProblemPrinter(Console.Error, Page.ErrorWidth);
        IReadOnlyList<HistoryFile> files = HistoryFile.Expand(arguments.Paths, problems);
        if (files.Count == 0)
        {
            return Report(
                arguments, new ImportResult { Outcome = ImportOutcome.Failed, Reason = "No file could be read: nothing was imported." }, ExitCode.NotCompleted);
        }

        if (await UnreachableAsync(arguments, cancellationToken).ConfigureAwait(false) is { } unreachable)
        {
            return Report(arguments, unreachable, unreachable.Outcome == ImportOutcome.Cancelled ? ExitCode.Cancelled : ExitCode.NotCompleted);
        }

        var reading = new FileProgress(files.Count);
        ServiceProvider provider = Services(arguments, files, reading, problems);
        await using (provider.ConfigureAwait(false))
        {
            ImportResult result = await ImportAsync(arguments, provider, reading, problems, cancellationToken).ConfigureAwait(false);
            var cache = (FileMessageCache)provider.GetRequiredService<IMessageCache>();
            return Conclude(arguments, result, cache, problems);
        }
    }

    static int Conclude(ImportArguments arguments, ImportResult result, FileMessageCache cache, ProblemPrinter problems)
    {
        if (result.Outcome == ImportOutcome.AlreadyRunning)
        {
            // The library's own words are for who calls it.
            return Report(arguments, result with { Reason = AlreadyRunning }, ExitCode.NotCompleted);
        }

        if (result.Outcome is ImportOutcome.Failed or ImportOutcome.Cancelled or ImportOutcome.LeaseLost)
        {
            return Report(arguments, result, result.Outcome == ImportOutcome.Cancelled ? ExitCode.Cancelled : ExitCode.NotCompleted);
        }

        if (cache.ReadableFiles == 0)
        {
            const string Unreadable = "No file could be read as WhatsApp history: nothing was imported.";
            return Report(arguments, result with { Outcome = ImportOutcome.Failed, Reason = Unreadable }, ExitCode.NotCompleted);
        }

        // Files are not received, so nothing remembers it.
        if (cache.IsDeclined)
        {
            bool isAll = result is { Outcome: ImportOutcome.NothingFound or ImportOutcome.Completed, Counts.Read: 0 };
            result = result with { IsDeclined = true, Outcome = isAll ? ImportOutcome.Declined : result.Outcome };
        }

        if (problems.Files > 0)
        {
            result = result with
            {
                Outcome = ImportOutcome.CompletedWithProblems,
                Reason = $"{problems.Files} files and {result.Counts.Invalid + result.Counts.Failed} messages were set aside; each is named on standard error.",
            };
        }

        return Report(
            arguments, result, result.Outcome == ImportOutcome.CompletedWithProblems ? ExitCode.CompletedWithProblems : ExitCode.Completed);
    }

    // What did not complete is told where errors go, once; the counts, if there are any, where results go.
    static int Report(ImportArguments arguments, ImportResult result, int exitCode)
    {
        bool isTold = exitCode is ExitCode.NotCompleted or ExitCode.Cancelled;
        if (isTold)
        {
            Page.WriteError(result.Reason);
        }

        if (arguments.Json || !isTold || result.Counts.Read > 0)
        {
            ImportReport.Write(Console.Out, result, arguments.Json, arguments.Verbose, Page.Width);
        }

        return exitCode;
    }

    static async Task<ImportResult?> UnreachableAsync(ImportArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await Reaching.TryAsync(arguments.Store, arguments.ConnectTimeout, cancellationToken).ConfigureAwait(false) is { } reason
                ? new ImportResult { Outcome = ImportOutcome.Failed, Reason = reason, IsTransient = true }
                : null;
        }
        catch (OperationCanceledException)
        {
            return new ImportResult { Outcome = ImportOutcome.Cancelled, Reason = "Cancelled before it began." };
        }
    }

    static async Task<ImportResult> ImportAsync(
        ImportArguments arguments, ServiceProvider provider, FileProgress reading, ProblemPrinter problems, CancellationToken cancellationToken)
    {
        var terminal = new ResultCatcher();
        ProgressPrinter? shown = arguments.Json ? null : ProgressPrinter.Create(reading);
        problems.Beside = shown is null ? null : shown.Beside;
        ImportRequest request = arguments.Request with
        {
            Problems = problems,
            ProgressSink = shown is null ? terminal : new ProgressSinkPair(terminal, shown),
        };
        try
        {
            return await provider.GetRequiredService<IHistoryImporter>().ImportAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return terminal.Result ?? new ImportResult { Outcome = ImportOutcome.Cancelled, Reason = "Cancelled before it began." };
        }
        catch (ArgumentException error)
        {
            return new ImportResult { Outcome = ImportOutcome.Failed, Reason = error.Message };
        }
    }

    // The files are the cache; claims, and amendments that wait, are kept in the store's own.
    static ServiceProvider Services(ImportArguments arguments, IReadOnlyList<HistoryFile> files, FileProgress reading, ProblemPrinter problems)
    {
        var services = new ServiceCollection();
        var reader = new HistoryFileReader(new HistoryDecoder(new HistoryDecoderOptions { PartSize = arguments.Store.PartSize }), problems, reading);
        IHistoryImportBuilder builder = services.AddHistoryImport(options => options.LeaseDuration = _leaseDuration);
        arguments.Store.Use(builder);
        if (arguments.Key is { } key)
        {
            builder.UseErasureKey(key);
        }

        builder.UseMessageCache((_, kept) => new FileMessageCache(files, reader, reading, problems, kept));
        return services.BuildServiceProvider();
    }
}
