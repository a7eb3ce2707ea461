using System.Globalization;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.State;

public sealed class PostgreSqlStateStoreTests : StateStoreContract
{
    TestSchema _schema = null!;

    public override async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task TrySetAsync_KeyWithNul_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.TrySetAsync(Some.Connection, "a\0b", default, 0));

    protected override async ValueTask<IStateStore> CreateStoreAsync()
    {
        _schema = await TestSchema.CreateAsync(Time);
        return new PostgreSqlStateStore(_schema.Open());
    }

    // Values expire by the server's clock, which nobody moves: what it is compared with moves instead.
    protected override async ValueTask AdvanceAsync(TimeSpan by) => await _schema.QueryAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE {{s}}.states SET expires_at = expires_at - {by.TotalSeconds} * interval '1 second'")
            .Replace("{s}", _schema.Name, StringComparison.Ordinal));
}
