using HistoryImport.WhatsApp;

namespace HistoryImport.Cli;

/// <summary>Standard input whose reads can be cancelled: the system's own wait for whoever writes cannot.</summary>
sealed class StandardInput : ForwardStream
{
    readonly Stream _input = Console.OpenStandardInput();

    // A read that is given up goes on until the process ends, into a buffer nobody else has.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = new byte[buffer.Length];
        int count = await Task.Run(() => _input.Read(read), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        read.AsMemory(0, count).CopyTo(buffer);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);
}
