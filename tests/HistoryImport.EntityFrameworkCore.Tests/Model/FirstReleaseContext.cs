using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace HistoryImport.EntityFrameworkCore.Tests.Model;

/// <summary>The model as it was before erasures, written down as the snapshot of a host's migrations has it. Not to be changed: a release that changes the
/// entities adds the snapshot of the one before.</summary>
sealed class FirstReleaseContext(DbContextOptions<FirstReleaseContext> options, bool hasLaterColumns = true) : DbContext(options), IModelCacheKeyFactory
{
    const string Entities = "HistoryImport.EntityFrameworkCore.";

    public object Create(DbContext context, bool designTime) => (context.GetType(), ((FirstReleaseContext)context).HasLaterColumns, designTime);

    /// <summary>Gets whether the columns are there that a release might have added last.</summary>
    public bool HasLaterColumns => hasLaterColumns;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity(Entities + "StoredConnection", entity =>
        {
            entity.Property<long>("ConnectionId").HasColumnName("connection_id").ValueGeneratedOnAdd();
            entity.Property<string>("Tenant").IsRequired().HasColumnName("tenant");
            entity.Property<string>("Name").IsRequired().HasColumnName("name");
            entity.HasKey("ConnectionId");
            entity.HasIndex("Tenant", "Name").IsUnique();
            entity.ToTable("history_import_connections");
        });
        modelBuilder.Entity(Entities + "StoredChat", entity =>
        {
            entity.Property<long>("ChatId").HasColumnName("chat_id").ValueGeneratedOnAdd();
            entity.Property<long>("ConnectionId").HasColumnName("connection_id");
            entity.Property<string>("Jid").IsRequired().HasColumnName("jid");
            entity.HasKey("ChatId");
            entity.HasIndex("ConnectionId", "Jid").IsUnique();
            entity.ToTable("history_import_chats");
        });
        modelBuilder.Entity(Entities + "StoredMessage", entity =>
        {
            entity.Property<long>("ChatId").HasColumnName("chat_id");
            entity.Property<string>("Id").HasColumnName("id");
            entity.Property<bool>("FromMe").HasColumnName("from_me");
            entity.Property<string>("Sender").HasColumnName("sender");
            entity.Property<long?>("Timestamp").HasColumnName("timestamp");
            entity.Property<short?>("Status").HasColumnName("status");
            entity.Property<bool>("Revoked").HasColumnName("revoked");
            entity.Property<byte[]>("Version").IsRequired().HasColumnName("version");
            entity.Property<string>("Kind").IsRequired().HasColumnName("kind");
            entity.Property<string>("Body").IsRequired().HasColumnName("body");
            entity.Property<string>("Media").HasColumnName("media");
            entity.Property<byte[]>("Raw").HasColumnName("raw");
            entity.Property<string>("PushName").HasColumnName("push_name");
            entity.Property<string>("WireChat").HasColumnName("wire_chat");
            entity.Property<long?>("EditTime").HasColumnName("edit_time");
            entity.Property<string>("EditEnvelope").HasColumnName("edit_envelope");
            entity.Property<string>("EditBody").HasColumnName("edit_body");
            entity.Property<string>("WireId").HasColumnName("wire_id");
            entity.Property<bool?>("WireLive").HasColumnName("wire_live");
            entity.Property<byte[]>("Digest").HasColumnName("digest");
            if (hasLaterColumns)
            {
                entity.Property<string>("MediaId").HasColumnName("media_id");
                entity.Property<bool>("Own").HasColumnName("own");
            }

            entity.HasKey("ChatId", "Id", "FromMe", "Sender");
            entity.HasIndex("ChatId", "Timestamp", "Digest");
            entity.HasIndex("Sender").HasFilter("sender <> ''");
            entity.HasIndex("Id").HasFilter("wire_id IS NOT NULL");
            entity.ToTable("history_import_messages");
        });
        modelBuilder.Entity(Entities + "StoredReaction", entity =>
        {
            entity.Property<long>("ChatId").HasColumnName("chat_id");
            entity.Property<string>("Id").HasColumnName("id");
            entity.Property<short>("Target").HasColumnName("target");
            entity.Property<string>("TargetSender").HasColumnName("target_sender");
            entity.Property<bool>("ReactorFromMe").HasColumnName("reactor_from_me");
            entity.Property<string>("Reactor").HasColumnName("reactor");
            entity.Property<string>("Emoji").IsRequired().HasColumnName("emoji");
            entity.Property<long>("Time").HasColumnName("time");
            entity.HasKey("ChatId", "Id", "Target", "TargetSender", "ReactorFromMe", "Reactor");
            entity.HasIndex("Reactor").HasFilter("reactor <> ''");
            entity.HasIndex("TargetSender").HasFilter("target_sender <> ''");
            entity.ToTable("history_import_reactions");
        });
        modelBuilder.Entity(Entities + "StoredName", entity =>
        {
            entity.Property<long>("ConnectionId").HasColumnName("connection_id");
            entity.Property<string>("Jid").HasColumnName("jid");
            entity.Property<short>("Kind").HasColumnName("kind");
            entity.Property<string>("Name").IsRequired().HasColumnName("name");
            entity.HasKey("ConnectionId", "Jid", "Kind");
            entity.ToTable("history_import_names");
        });
    }
}
