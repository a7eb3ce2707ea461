namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>Runs alone, because it measures memory.</summary>
[CollectionDefinition(nameof(HugeWebhookTests), DisableParallelization = true)]
[Collection(nameof(HugeWebhookTests))]
public class HugeWebhookTests
{
    const int Times = 200_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decode_HugeHistory_FlatMemory(bool isThreadNamedFirst)
    {
        const long MostBytes = 32 * 1024 * 1024;
        string thread = $"\"id\": \"{Webhook.Customer}\"";
        string message = Webhook.Text(Webhook.In(), more: $", \"x\": \"{new string('x', 200)}\"");
        string head = $$"""{"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {{{Webhook.Metadata}}, "history": [{"threads": [{ {{(isThreadNamedFirst ? thread + "," : "")}} "messages": [""";
        using var stream = new GeneratedStream(head, message + ",", Times, message + $"] {(isThreadNamedFirst ? "" : "," + thread)} }}]}}]}}, \"field\": \"history\"}}]}}]}}");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        int parts = 0;
        int read = 0;
        int inChat = 0;
        await foreach (HistorySet part in new HistoryDecoder(new HistoryDecoderOptions { PartBytes = 1024 * 1024 }).DecodeAsync(stream))
        {
            Assert.Empty(part.Problems);
            read += part.Messages.Count;
            inChat += part.Messages.Count(one => one.RemoteJid == Webhook.CustomerJid);

            // What is held, not what waits to be collected: of that there is more on a processor with a larger cache.
            if (parts++ % 8 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal((Times + 1, Times + 1), (read, inChat));
        Assert.InRange(peak, long.MinValue, MostBytes);
    }
}
