namespace HistoryImport.Tests.State;

public class ImportLeaseTests
{
    readonly ImportLease _lease = new(null, "lease", Guid.NewGuid());

    [Fact]
    public void IsHeldBy_ItsOwnersBytes_IsTrue() => Assert.True(_lease.IsHeldBy(new StateValue(_lease.Owner.ToByteArray(), 1)));

    [Fact]
    public void IsHeldBy_AnythingElse_IsFalse()
    {
        Assert.False(_lease.IsHeldBy(null));
        Assert.False(_lease.IsHeldBy(new StateValue(default, 1)));
        Assert.False(_lease.IsHeldBy(new StateValue(Guid.NewGuid().ToByteArray(), 1)));
        Assert.False(_lease.IsHeldBy(new StateValue((byte[])[.. _lease.Owner.ToByteArray(), 0], 1)));
    }
}
