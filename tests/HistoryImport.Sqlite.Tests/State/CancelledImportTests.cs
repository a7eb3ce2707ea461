using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Sqlite.Tests.State;

public sealed class CancelledImportTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task CancelAsync_AnotherInstanceWhileBatchesAreWritten_EndsItWithinTwo() =>
        await CancelledImport.AssertEndsWithinTwoBatchesAsync(builder => builder.UseSqlite(_file.Path), () => Task.FromResult((long)_file.Count("messages")));
}
