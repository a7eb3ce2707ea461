using HistoryImport;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes the decoder of WhatsApp's own forms the one of a host.</summary>
public static class HistoryImportWhatsAppExtensions
{
    /// <summary>Registers <see cref="HistoryDecoder"/> as the <see cref="IHistoryDecoder"/>.</summary>
    /// <remarks>The options are validated when the host starts, else on first use.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the bounds.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseWhatsAppDecoder(this IHistoryImportBuilder builder, Action<HistoryDecoderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        IServiceCollection services = builder.Services;
        services.AddOptions<HistoryDecoderOptions>(key ?? Options.Options.DefaultName).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HistoryDecoderOptions>, HistoryDecoderOptionsValidator>());
        services.TryAddKeyedSingleton(
            key, (provider, _) => new HistoryDecoder(provider.GetRequiredService<IOptionsMonitor<HistoryDecoderOptions>>().Get(key)));
        return builder.UseHistoryDecoder<HistoryDecoder>();
    }
}
