using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A host: a store, a server that stands for WhatsApp's, a phone and a sink.</summary>
sealed class MediaHost : IAsyncDisposable
{
    readonly ServiceProvider _services;

    MediaHost(ServiceProvider services, LocalServer server) => (_services, Server) = (services, server);

    public static ConnectionKey Connection { get; } = new("tenant", "connection");

    public static Jid Contact { get; } = Jid.Parse("5511900000001@s.whatsapp.net");

    public static Jid Group { get; } = Jid.Parse("120363000000000001@g.us");

    public LocalServer Server { get; }

    public ManualTimeProvider Time { get; private init; } = null!;

    public MoodyPhone Phone { get; private init; } = null!;

    public MemorySink Sink { get; private init; } = null!;

    public IMediaRecovery Recovery => _services.GetRequiredService<IMediaRecovery>();

    public IMediaAnswers Answers => _services.GetRequiredService<IMediaAnswers>();

    public IMessageStore Store => _services.GetRequiredService<IMessageStore>();

    public IServiceProvider Services => _services;

    public static async Task<MediaHost> StartAsync(Action<HistoryMediaOptions>? configure = null, IMessageStore? store = null, bool hasPhone = true, Action<IHistoryImportBuilder>? more = null)
    {
        LocalServer server = await LocalServer.StartAsync();
        var services = new ServiceCollection();
        var time = new ManualTimeProvider();
        var phone = new MoodyPhone();
        var sink = new MemorySink();
        services.AddSingleton<TimeProvider>(time).AddSingleton(server.Transport);
        IHistoryImportBuilder builder = services.AddHistoryImport().UseMessageStore(store ?? new InMemoryMessageStore()).UseErasureKey(new ErasureKey(new byte[32])).AddHistoryMedia(options =>
        {
            options.FetchGap = TimeSpan.Zero;
            options.PhoneGap = TimeSpan.Zero;
            options.Hosts.RemoveAt(1);
            configure?.Invoke(options);
        }).UseMediaSink(_ => sink);
        if (hasPhone)
        {
            builder.UseMediaRequester(_ => phone);
        }

        more?.Invoke(builder);
        var host = new MediaHost(services.BuildServiceProvider(), server) { Time = time, Phone = phone, Sink = sink };
        phone.Deliver = async answer => await host.Answers.ReceiveAsync(Connection, answer);
        return host;
    }

    public static MessageKey Key(string id, Jid? chat = null, Jid sender = default) => new(chat ?? Contact, sender, false, id);

    public static MessageUpsert Message(string id, MediaDescriptor media, Jid? chat = null, Jid sender = default, MessageKind kind = MessageKind.Image, ReadOnlyMemory<byte> raw = default)
    {
        var content = new MessageContent { Kind = kind, Media = media, Raw = raw };
        return new MessageUpsert
        {
            Key = Key(id, chat, sender), Content = content, Version = ContentVersion.Of(content), Timestamp = 1_700_000_000, WireChat = (chat ?? Contact).Value,
        };
    }

    public async Task WriteAsync(params MessageUpsert[] messages) => await Store.UpsertAsync(Connection, new MessageBatch { Items = messages });

    /// <summary>Has the server hand files out by the paths of their descriptors, and nothing else.</summary>
    public void Serve(params (string Path, byte[] Blob)[] files) => Server.Answer = async context =>
    {
        string target = context.Request.Path + context.Request.QueryString;
        byte[]? blob = files.FirstOrDefault(file => file.Path == target).Blob;
        context.Response.StatusCode = blob is null ? 404 : 200;
        if (blob is not null)
        {
            context.Response.ContentLength = blob.Length;
            await context.Response.Body.WriteAsync(blob);
        }
    };

    public void Answer(int status) => Server.Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async Task<MediaItem> RecoverAsync(string id, bool askPhone = false) =>
        Assert.Single((await Recovery.RecoverAsync(Connection, new MediaOrder { Messages = [Key(id)], AskPhone = askPhone })).Items);

    /// <summary>Recovers while time goes on for whoever waits for the phone: the server is of the real time.</summary>
    public async Task<MediaItem> RecoverInTimeAsync(string id)
    {
        Task<MediaItem> recovering = RecoverAsync(id, askPhone: true);
        while (!recovering.IsCompleted)
        {
            // Beyond the end, too: who waits may have looked at the clock a moment before.
            if (await Store.MediaLedger!.FindByMessageAsync(Connection, id) is [{ State: MediaState.Requested } asked] && Time.GetUtcNow() < asked.DueAt + TimeSpan.FromMinutes(1))
            {
                Time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }

        return await recovering;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
