namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>What holds for any payload: only the documented exception, no hang, and no more out of it than there is in it.</summary>
static class PayloadCheck
{
    /// <summary>Decodes a payload that comes in pieces, and passes on its parts.</summary>
    /// <returns>How many messages it held.</returns>
    public static async Task<int> RunAsync(byte[] payload, int piece, HistoryDecoderOptions options, Func<HistorySet, ValueTask> receive)
    {
        using var stream = new SteppedStream(payload, piece);
        int messages = 0;

        // Nothing in a payload takes less than a byte or two, so more things than bytes come from walking in circles.
        // A deflated one may hold some thousand times its size.
        long room = PayloadSniffer.IsZlib(payload) ? 1 << 20 : payload.Length + 16;
        try
        {
            await foreach (HistorySet set in new HistoryDecoder(options).DecodeAsync(stream))
            {
                room -= 1 + set.Messages.Count + set.Problems.Count;
                Assert.True(room > 0, "The decoder yields more than there is.");
                messages += set.Messages.Count;
                await receive(set);
            }
        }
        catch (HistoryFormatException failure)
        {
            Assert.NotEqual("", failure.Message);
        }

        return messages;
    }
}
