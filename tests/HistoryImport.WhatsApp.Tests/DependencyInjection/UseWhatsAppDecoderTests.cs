using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.WhatsApp.Tests.DependencyInjection;

public class UseWhatsAppDecoderTests
{
    [Fact]
    public async Task UseWhatsAppDecoder_Options_AreThoseOfTheDecoder()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseWhatsAppDecoder(options => options.PartSize = 1);
        await using ServiceProvider provider = services.BuildServiceProvider();
        using var stream = new MemoryStream("""[{"key":{"id":"A"},"message":{"conversation":"a"}},{"key":{"id":"B"},"message":{"conversation":"b"}}]"""u8.ToArray());
        int parts = 0;

        await foreach (HistorySet part in provider.GetRequiredService<IHistoryDecoder>().DecodeAsync(stream))
        {
            Assert.Single(part.Messages);
            parts++;
        }

        Assert.Equal(2, parts);
    }

    [Fact]
    public void UseWhatsAppDecoder_BesideAnotherDecoder_IsAnErrorThatNamesBoth()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHistoryDecoder>(_ => throw new InvalidOperationException("not this one"));

        var error = Assert.Throws<InvalidOperationException>(() => services.AddHistoryImport().UseWhatsAppDecoder());

        Assert.Contains("registered in the container", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(HistoryDecoder), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseWhatsAppDecoder_Twice_AddsNothing()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseWhatsAppDecoder().UseWhatsAppDecoder(options => options.PartSize = 2);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.IsType<HistoryDecoder>(Assert.Single(provider.GetServices<IHistoryDecoder>()));
    }

    [Fact]
    public void UseWhatsAppDecoder_BadOptions_AreNamedAtStart()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseMessageStore(_ => throw new InvalidOperationException("not asked for")).UseWhatsAppDecoder(options => (options.PartSize, options.MaxJsonDepth) = (0, 5));
        using ServiceProvider provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            [
                "HistoryDecoderOptions.MaxJsonDepth is 5: set it from 16 to 10000.",
                "HistoryDecoderOptions.PartSize is 0: set it from 1 to 100000.",
            ],
            refused.Failures);
    }
}
