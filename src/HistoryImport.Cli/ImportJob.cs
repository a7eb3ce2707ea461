using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Cli;

/// <summary>Runs one import of files and tells how it went.</summary>
static class ImportJob
{
    public static async Task<int> RunAsync(ImportArguments arguments, CancellationToken cancellationToken)
    {
        var problems = new ProblemPrinter(Console.Error);
        IReadOnlyList<HistoryFile> files = HistoryFile.Expand(arguments.Paths, problems);
        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync("No file could be read: nothing was imported.").ConfigureAwait(false);
            return Report(arguments, new ImportResult { Outcome = ImportOutcome.Failed, Reason = "No file could be read." }, ExitCode.NotCompleted);
        }

        var services = new ServiceCollection();
        services.AddHistoryImport().UseSqlite(arguments.StoreFile);
        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            var terminal = new ResultCatcher();
            ImportResult? result = null;
            FileMessageCache? cache = null;
            try
            {
                cache = new FileMessageCache(files, new HistoryDecoder(), provider.GetRequiredService<IMessageCache>(), problems);
                ImportRequest request = arguments.Request with
                {
                    Problems = problems,
                    ProgressSink = arguments.Json ? terminal : new ProgressSinkPair(terminal, ProgressPrinter.Create()),
                };
                result = await ImporterFor(provider, cache).ImportAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                result = terminal.Result ?? new ImportResult { Outcome = ImportOutcome.Cancelled, Reason = "Cancelled before it began." };
            }
            catch (Exception error) when (error is HistoryStorageException or ArgumentException)
            {
                result = new ImportResult { Outcome = ImportOutcome.Failed, Reason = error.Message };
            }

            return Conclude(arguments, result, cache, problems);
        }
    }

    static int Conclude(ImportArguments arguments, ImportResult result, FileMessageCache? cache, ProblemPrinter problems)
    {
        if (result.Outcome is ImportOutcome.Failed or ImportOutcome.Cancelled)
        {
            Console.Error.WriteLine(result.Reason);
            return Report(arguments, result, result.Outcome == ImportOutcome.Cancelled ? ExitCode.Cancelled : ExitCode.NotCompleted);
        }

        if (cache is { ReadableFiles: 0 })
        {
            const string Unreadable = "No file could be read as WhatsApp history: nothing was imported.";
            Console.Error.WriteLine(Unreadable);
            return Report(arguments, result with { Outcome = ImportOutcome.Failed, Reason = Unreadable }, ExitCode.NotCompleted);
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

    static int Report(ImportArguments arguments, ImportResult result, int exitCode)
    {
        ImportReport.Write(Console.Out, result, arguments.Json);
        return exitCode;
    }

    // The files are the cache; claims and amendments that wait are kept in the store's own.
    static IHistoryImporter ImporterFor(ServiceProvider provider, FileMessageCache cache)
    {
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageCache>(cache);
        services.AddSingleton(provider.GetRequiredService<IMessageStore>());
        services.AddSingleton(provider.GetRequiredService<IImportStateStore>());
        return services.BuildServiceProvider().GetRequiredService<IHistoryImporter>();
    }
}
