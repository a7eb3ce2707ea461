// What a page takes for granted: a reader's own services, entities and secrets. It is compiled with each snippet.
global using System;
global using System.Collections.Generic;
global using System.Data.Common;
global using System.IO;
global using System.Linq;
global using System.Net.Http;
global using System.Net.Http.Json;
global using System.Text.Json;
global using System.Threading;
global using System.Threading.Tasks;
global using HistoryImport;
global using HistoryImport.AspNetCore;
global using HistoryImport.EntityFrameworkCore;
global using HistoryImport.Media;
global using HistoryImport.PostgreSql;
global using HistoryImport.Samples;
global using HistoryImport.Sqlite;
global using HistoryImport.Testing;
global using HistoryImport.Testing.Xunit;
global using HistoryImport.WhatsApp;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using Microsoft.EntityFrameworkCore;
global using Microsoft.Extensions.Configuration;
global using Microsoft.Extensions.DependencyInjection;
global using Microsoft.Extensions.Hosting;
global using Microsoft.Extensions.Logging;
global using Npgsql;
global using static Frame;

public static class Frame
{
    public static readonly IServiceCollection services = null!;
    public static readonly IServiceProvider provider = null!;
    public static readonly WebApplicationBuilder builder = null!;
    public static readonly WebApplication app = null!;
    public static readonly HttpRequest request = null!;
    public static readonly HistoryEndpointOptions options = null!;
    public static readonly IHistoryInbox inbox = null!;
    public static readonly IHistoryImporter importer = null!;
    public static readonly IHistoryEraser eraser = null!;
    public static readonly IHistoryDecoder decoder = null!;
    public static readonly IMediaRecovery recovery = null!;
    public static readonly ISetAsideShelf shelf = null!;
    public static readonly HistorySet set = null!;
    public static readonly ImportResult result = null!;
    public static readonly ConnectionKey connection;
    public static readonly Jid chat;
    public static readonly DateTimeOffset since;
    public static readonly CancellationToken cancellationToken;
    public static readonly string connectionString = "";
    public static readonly byte[] secret = [];
    public static readonly NpgsqlDataSource dataSource = null!;
    public static readonly string companyId = "";
    public static readonly string ticketId = "";
    public static readonly int whatsappId;
    public static readonly bool closeImported;
    public static readonly Vault vault = null!;
    public static readonly Numbers numbers = null!;
    public static readonly Sockets bridge = null!;
    public static readonly Tickets tickets = null!;

    public static void ShowGap(DateTimeOffset? from, DateTimeOffset? to, GapCause cause) { }

    public static void Show(MessageKey message, ReadOnlyMemory<byte> thumbnail, string sentence) { }

    public static Row? Find(MessageKey key) => null;

    public static void Insert(MessageUpsert item) { }

    public static bool Same(MessageUpsert one, MessageUpsert other) => false;
}

public sealed class Vault
{
    public ValueTask<string?> KeyOfAsync(ConnectionKey connection, CancellationToken cancellationToken) => default;

    public ValueTask<string?> DeliveryKeyAsync(string tenant, string name, CancellationToken cancellationToken) => default;

    public ValueTask<OfficialApp?> OfficialAppAsync(string app) => default;
}

public sealed class Numbers
{
    public ValueTask<ConnectionKey?> ConnectionOfAsync(string app, string number) => default;

    public ValueTask<IReadOnlyList<ConnectionKey>> ConnectionsOfAsync(string app, string account) => default;
}

public sealed class Sockets
{
    public ValueTask EmitAsync(string room, string name, JsonElement payload, CancellationToken cancellationToken) => default;
}

public sealed class Tickets
{
    public Task<Ticket> FindOrCreateAsync(string chat, string name, DateTimeOffset? last) => null!;

    public Task CloseSilentlyAsync(Ticket ticket) => Task.CompletedTask;
}

public sealed record Ticket(bool IsNew);

public sealed class Message;

namespace HistoryImport.Samples
{
    // Behind a name of their own: some pages show how they are made.
    public sealed class GatewayFetcher(HttpClient gateway) : IHistoryFetcher
    {
        public HttpClient Gateway => gateway;

        public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) => default;
    }

    public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);

    public sealed class ShopMirror : IHistoryProjection<DbConnection>
    {
        public ValueTask ApplyAsync(HistoryChanges changes, DbConnection connection, CancellationToken cancellationToken = default) => default;
    }

    public sealed class ShopProjection : IHistoryProjection<ShopContext>
    {
        public ValueTask ApplyAsync(HistoryChanges changes, ShopContext context, CancellationToken cancellationToken = default) => default;
    }
}

public sealed class Row
{
    public MessageUpsert ToUpsert() => null!;

    public void Write(MessageUpsert merged) { }
}

public sealed class MyDatabase
{
    public IEnumerable<(ConnectionKey Connection, MessageUpsert Message)> Rows => [];

    public static UpsertOutcome Upsert(ConnectionKey connection, MessageUpsert item) => default;
}

public sealed class MyStore(MyDatabase database) : IMessageStore
{
    public MyStore() : this(new MyDatabase()) { }

    public MyDatabase Database => database;

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) => default;
}
