using HistoryImport.Testing.Xunit;
using Xunit.Sdk;

namespace HistoryImport.Tests.Storing;

/// <summary>A contract test of what a store has not got is skipped, and says what that is.</summary>
public sealed class ContractSkipTests
{
    [Fact]
    public async Task Test_OfAFeatureNotClaimed_IsSkippedByItsName()
    {
        Assert.Contains("Join", await SkippedAsync(contract => contract.JoinAsync_Repeated_ChangesNothing()), StringComparison.Ordinal);
        Assert.Contains("Amendments", await SkippedAsync(contract => contract.UpsertAsync_MessageThatCameAmended_ComesBackSo()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfAPartNotReadBack_IsSkippedByItsName()
    {
        Assert.Contains("WireChat", await SkippedAsync(contract => contract.UpsertAsync_TwoReportsInEitherOrder_KeepsMaximum("greatest wire chat", false)), StringComparison.Ordinal);
        Assert.Contains("names", await SkippedAsync(contract => contract.UpsertAsync_Names_KeepGreatestPerJidAndKind()), StringComparison.Ordinal);
        Assert.Contains("leases", await SkippedAsync(contract => contract.UpsertAsync_LeaseHeld_Writes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfWhatIsThere_Runs()
    {
        await (await StartedAsync()).UpsertAsync_EveryField_ComesBack();
        await (await StartedAsync()).UpsertAsync_SameIdElsewhere_MakesSeparateRows();
    }

    [Fact]
    public void Equals_RowsThatDifferInOnePart_AreEqualOnlyWhereItIsNotReadBack()
    {
        var row = new StoredRow { Connection = new("t", "c"), Key = new(default, default, false, "ID"), Kind = "text", Body = "b", WireChat = "1@lid" };

        Assert.NotEqual(row, row with { WireChat = null });
        Assert.NotEqual(row, row with { Raw = new byte[] { 1 } });
        Assert.NotEqual(row, row with { Media = new MediaDescriptor { Key = [1] } });
        Assert.Equal(row with { Media = new MediaDescriptor { Key = [1] } }, row with { Media = new MediaDescriptor { Key = [1] } });
    }

    static async Task<string> SkippedAsync(Func<Small, Task> test)
    {
        try
        {
            await test(await StartedAsync());
        }
        catch (SkipException skip)
        {
            return skip.Message;
        }

        return "It ran.";
    }

    static async Task<Small> StartedAsync()
    {
        var contract = new Small();
        await contract.InitializeAsync();
        return contract;
    }

    /// <summary>The tests of a store that takes messages, and of each the least.</summary>
    sealed class Small : MessageStoreContract
    {
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected override StoredParts ReadsBack => StoredParts.None;

        protected override ValueTask<IMessageStore> CreateStoreAsync() => new(new InMemoryMessageStore { Features = StoreFeatures.None });

        protected override ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store)
        {
            var memory = (InMemoryMessageStore)store;
            return new(
            [
                .. memory.Connections.SelectMany(connection => memory.Rows(connection).Select(row => new StoredRow
                {
                    Connection = connection, Key = row.Key, Timestamp = row.Timestamp, Kind = row.Content!.Kind.ToName(), Body = row.Body,
                })),
            ]);
        }
    }
}
