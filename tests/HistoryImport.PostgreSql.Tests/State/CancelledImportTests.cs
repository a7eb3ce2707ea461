using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.State;

public sealed class CancelledImportTests
{
    [Fact]
    public async Task CancelAsync_AnotherInstanceWhileBatchesAreWritten_EndsItWithinTwo()
    {
        await using TestSchema schema = await TestSchema.CreateAsync();
        await CancelledImport.AssertEndsWithinTwoBatchesAsync(
            builder => builder.UsePostgreSql(schema.Source, options => options.Schema = schema.Name), async () => await schema.CountAsync("messages"));
    }
}
