using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>What an import through a host takes.</summary>
static class ImportSteps
{
    /// <summary>Receives files in an order, and imports after some of them.</summary>
    public static async Task ImportAsync(this ServiceProvider host, IEnumerable<string> files, Random random)
    {
        bool isAllImported = false;
        foreach (string file in files)
        {
            await using FileStream stream = File.OpenRead(file);
            await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(stream))
            {
                await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Truth.Connection, set);
            }

            isAllImported = random.Next(3) == 0;
            if (isAllImported)
            {
                await host.ImportAsync();
            }
        }

        if (!isAllImported)
        {
            await host.ImportAsync();
        }
    }

    public static async Task<ImportResult> ImportAsync(this ServiceProvider host)
    {
        ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = Truth.Connection, QuietPeriod = TimeSpan.Zero });
        Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.CompletedWithProblems, result.Reason);
        Assert.Equal(0, result.Counts.Failed);
        return result;
    }

    public static async Task<IReadOnlyList<ExportedMessage>> ExportAsync(this ServiceProvider host)
    {
        var rows = new List<ExportedMessage>();
        await foreach (ExportedMessage row in host.GetRequiredService<IHistoryReader>().ReadAsync(Truth.Connection))
        {
            rows.Add(row);
        }

        return rows;
    }
}
