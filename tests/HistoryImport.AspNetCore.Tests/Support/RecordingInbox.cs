namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>An inbox that does what a test says.</summary>
sealed class RecordingInbox : IHistoryInbox
{
    public List<(ConnectionKey Connection, HistorySet Set)> Received { get; } = [];

    public Func<Task> Receiving { get; set; } = () => Task.CompletedTask;

    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        await Receiving();
        lock (Received)
        {
            Received.Add((connection, set));
        }
    }

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
