namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    const string LeaseKey = "lease/'x";

    [Fact]
    public async Task UpsertAsync_LeaseHeld_Writes()
    {
        IStateStore states = await StatesAsync();

        var lease = new ImportLease(states.Scope, LeaseKey, Guid.NewGuid());
        await states.TrySetAsync(Some.Connection, LeaseKey, lease.Owner.ToByteArray(), 0, TimeSpan.FromHours(1));
        await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()], Lease = lease });

        Assert.Single(await RowsAsync());
    }

    [Theory]
    [InlineData("nobody's")]
    [InlineData("another's")]
    [InlineData("over")]
    [InlineData("another connection's")]
    public async Task UpsertAsync_LeaseLost_WritesNothing(string state)
    {
        IStateStore states = await StatesAsync();

        var lease = new ImportLease(states.Scope, LeaseKey, Guid.NewGuid());
        if (state != "nobody's")
        {
            await states.TrySetAsync(
                state == "another connection's" ? new ConnectionKey("tenant", "other") : Some.Connection,
                LeaseKey,
                (state == "another's" ? Guid.NewGuid() : lease.Owner).ToByteArray(),
                0,
                state == "over" ? TimeSpan.Zero : TimeSpan.FromHours(1));
        }

        await Assert.ThrowsAsync<LeaseLostException>(
            async () => await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()], Lease = lease }));

        Assert.Empty(await RowsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_LeaseInAnotherDatabase_IsNotLookedAt(bool isKnown)
    {
        var lease = new ImportLease(isKnown ? new StorageScope() : null, LeaseKey, Guid.NewGuid());
        await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()], Lease = lease });

        Assert.Single(await RowsAsync());
    }
}
