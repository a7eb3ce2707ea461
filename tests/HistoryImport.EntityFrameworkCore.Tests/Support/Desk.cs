using System.Globalization;
using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>A database with the tables of the sample's desk, and a store that projects into them.</summary>
sealed class Desk(TestDatabase database) : IAsyncDisposable
{
    readonly HistoryContexts _contexts = new(
        () => new DeskContext(database.Options<DeskContext>()), _ => Task.FromResult<DbContext>(new DeskContext(database.Options<DeskContext>())), TimeProvider.System,
        NullLogger.Instance);

    public TestDatabase Database => database;

    public IMessageStore Store => field ??= StoreOf(new DeskProjection());

    public EfCoreMessageStore StoreOf(IHistoryProjection<DeskContext> projection) => new(_contexts, new ProjectionStep(new Projector<DeskContext>(projection)));

    public static async Task<Desk> CreateAsync(bool isPostgreSql, string? address = null)
    {
        TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql, address);
        await TestDatabase.CreateTablesAsync(new DeskContext(database.Options<DeskContext>()));
        return new Desk(database);
    }

    /// <summary>Makes an import into it, which has nothing else in common with others. The caller disposes of it.</summary>
    public ServiceProvider Host(Action<HistoryImportOptions>? configure = null, bool projects = true, Action<IHistoryImportBuilder>? builder = null)
    {
        var services = new ServiceCollection();
        services.AddDbContextFactory<DeskContext>(options => database.Configure(options));
        IHistoryImportBuilder import = services.AddHistoryImport(configure ?? (_ => { }));
        _ = projects ? import.UseEntityFrameworkCore<DeskContext, DeskProjection>() : import.UseEntityFrameworkCore<DeskContext>();
        builder?.Invoke(import);
        return services.BuildServiceProvider();
    }

    public DeskContext Open() => new(database.Options<DeskContext>());

    /// <summary>Reads all the desk has, as text without the ids it draws.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using DeskContext desk = Open();
        Dictionary<Guid, Conversation> conversations = await desk.Conversations.AsNoTracking().ToDictionaryAsync(row => row.Id);
        return
        [
            .. conversations.Values.Select(row => $"conversation {row.Line} {row.Jid}: {row.Name}"),
            .. (await desk.Contacts.AsNoTracking().ToListAsync()).Select(row => $"contact {row.Line} {row.Jid}: {row.Name}"),
            .. (await desk.Messages.AsNoTracking().ToListAsync()).Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"message {conversations[row.ConversationId].Line} {conversations[row.ConversationId].Jid} {row.WhatsAppId} {row.FromMe} {row.Sender}: {row.Kind.ToName()} {row.Body} {row.SentAt:O} {row.Status?.ToName()} {row.IsEdited} {row.IsDeleted} {row.Reactions}")),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _contexts.Dispose();
        await database.DisposeAsync();
    }
}
