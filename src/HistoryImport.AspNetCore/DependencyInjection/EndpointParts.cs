using HistoryImport.Media;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>The endpoints that are decided on, put together.</summary>
sealed record EndpointParts(DeliveryEndpoint? Deliveries, OfficialEndpoint? Official, GatewayEndpoint? Evolution, GatewayEndpoint? Waha, ImportEndpoints? Imports)
{
    public const string LogCategory = "HistoryImport.AspNetCore";

    const string NotAdded = "The endpoints lack their parts. Call AddHistoryEndpoints(…) on what AddHistoryImport() returned, for the same key.";

    const string NoDecoder =
        "No IHistoryDecoder is registered, and what is delivered has to be decoded. Call UseWhatsAppDecoder() of HistoryImport.WhatsApp on what AddHistoryImport() returned.";

    const string NoAuthorization =
        "ImportsOptions.MayUse lets people in, and nothing says who they are. Call AddAuthentication(…) and AddAuthorization() on the services of the application.";

    public static EndpointParts Of(IServiceProvider provider, HistoryEndpointOptions options, string? key)
    {
        SetAsideShelf shelf = provider.PartOrNone<SetAsideShelf>(key) ?? throw new InvalidOperationException(NotAdded);
        IHistoryDecoder decoder = provider.PartOrNone<IHistoryDecoder>(key) ?? throw new InvalidOperationException(NoDecoder);
        if (options.Imports.IsDecided && provider.GetService<IAuthorizationService>() is null)
        {
            throw new InvalidOperationException(NoAuthorization);
        }

        var time = provider.GetRequiredService<TimeProvider>();
        ILogger logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);
        var secrets = new Secrets(logger);
        var answering = new Answering(logger);
        var desk = new SetAsideDesk(shelf, logger);
        var receiver = new PayloadReceiver(decoder, provider.Part<IHistoryInbox>(key), logger);
        IMediaAnswers? media = provider.Part<IMessageStore>(key).MediaLedger is null ? null : provider.PartOrNone<IMediaAnswers>(key);
        var bodies = new BodyReader(new BodyBudget(options.MaxBufferedBytes), options, time);
        return new EndpointParts(
            options.Bridge.IsDecided ? new DeliveryEndpoint(
                new BridgeGate(options.Bridge, new ReplayGuard(time), secrets, logger), bodies, receiver, media, desk, answering) : null,
            options.Official.IsDecided ? new OfficialEndpoint(options.Official, bodies, new OfficialReceiver(options.Official, receiver, desk, logger), secrets, answering, logger) : null,
            options.Gateways.EvolutionKey is { } evolution ? new GatewayEndpoint(evolution, EvolutionProof.IsShown, secrets, bodies, receiver, desk, answering, logger) : null,
            options.Gateways.WahaKey is { } waha ? new GatewayEndpoint(waha, WahaSignature.IsRight, secrets, bodies, receiver, desk, answering, logger) : null,
            options.Imports.IsDecided
                ? new ImportEndpoints(new PersonGate(options.Imports, answering), provider.Part<IHistoryImporter>(key), provider.Part<IImportQueue>(key), shelf, time)
                : null);
    }
}
