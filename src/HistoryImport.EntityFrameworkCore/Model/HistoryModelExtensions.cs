using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Adds what the library keeps to the model of a host.</summary>
public static class HistoryModelExtensions
{
    /// <summary>Adds the nine entities of the library: connections, chats, messages, reactions, names, marks of what was erased, and three for the recovery of media.</summary>
    /// <remarks>Call it in <c>OnModelCreating</c>. The tables are then part of the host's own migrations. Their names begin with
    /// <c>history_import_</c>; names and meanings of columns change only with a note in the package's README.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="schema">The schema of the tables; <see langword="null"/> is the one of the model.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder UseHistoryImport(this ModelBuilder model, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<StoredConnection>(entity =>
        {
            entity.ToTable("history_import_connections", schema);
            entity.HasKey(row => row.ConnectionId);
            entity.HasIndex(row => new { row.Tenant, row.Name }).IsUnique();
            entity.Property(row => row.ConnectionId).HasColumnName("connection_id").ValueGeneratedOnAdd();
            entity.Text(row => row.Tenant, "tenant");
            entity.Text(row => row.Name, "name");
            entity.Property(row => row.Erasures).HasColumnName("erasures").HasDefaultValue(0L);
        });
        model.Entity<StoredChat>(entity =>
        {
            entity.ToTable("history_import_chats", schema);
            entity.HasKey(row => row.ChatId);
            entity.HasIndex(row => new { row.ConnectionId, row.Jid }).IsUnique();
            entity.Property(row => row.ChatId).HasColumnName("chat_id").ValueGeneratedOnAdd();
            entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
            entity.Text(row => row.Jid, "jid");
        });
        model.Entity<StoredMessage>(entity =>
        {
            entity.ToTable("history_import_messages", schema);
            Messages(entity);
        });
        model.Entity<StoredReaction>(entity =>
        {
            entity.ToTable("history_import_reactions", schema);
            Reactions(entity);
        });
        model.Entity<StoredName>(entity =>
        {
            entity.ToTable("history_import_names", schema);
            entity.HasKey(row => new { row.ConnectionId, row.Jid, row.Kind });
            entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
            entity.Text(row => row.Jid, "jid");
            entity.Property(row => row.Kind).HasColumnName("kind");
            entity.Text(row => row.Name, "name");
        });
        model.Entity<StoredErasure>(entity =>
        {
            entity.ToTable("history_import_erasures", schema);
            entity.HasKey(row => new { row.ConnectionId, row.Mark });
            entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
            entity.Text(row => row.Mark, "mark");
            entity.Text(row => row.Erasure, "erasure");
        });
        model.Entity<StoredMediaFile>(entity =>
        {
            entity.ToTable("history_import_media_files", schema);
            MediaFiles(entity);
        });
        model.Entity<StoredMediaReference>(entity =>
        {
            entity.ToTable("history_import_media_references", schema);
            MediaReferences(entity);
        });
        model.Entity<StoredMediaRemoval>(entity =>
        {
            entity.ToTable("history_import_media_removals", schema);
            entity.HasKey(row => new { row.ConnectionId, row.Name });
            entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
            entity.Text(row => row.Name, "name");
            entity.Property(row => row.HeldUntil).HasColumnName("held_until");
        });
        return model;
    }

    static void Messages(EntityTypeBuilder<StoredMessage> entity)
    {
        entity.HasKey(row => new { row.ChatId, row.Id, row.FromMe, row.Sender });

        // The digest is in the index, so that repeats are found without reading rows.
        entity.HasIndex(row => new { row.ChatId, row.Timestamp, row.Digest });
        entity.HasIndex(row => row.Sender).HasFilter("sender <> ''");
        entity.HasIndex(row => row.Id).HasFilter("wire_id IS NOT NULL");
        entity.Property(row => row.ChatId).HasColumnName("chat_id").ValueGeneratedNever();
        entity.Text(row => row.Id, "id");
        entity.Property(row => row.FromMe).HasColumnName("from_me");
        entity.Text(row => row.Sender, "sender");
        entity.Property(row => row.Timestamp).HasColumnName("timestamp");
        entity.Property(row => row.Status).HasColumnName("status");
        entity.Property(row => row.Revoked).HasColumnName("revoked");
        entity.Property(row => row.Version).HasColumnName("version");
        entity.Text(row => row.Kind, "kind");
        entity.Text(row => row.Body, "body");
        entity.Text(row => row.Media, "media");
        entity.Property(row => row.Raw).HasColumnName("raw").HasMaxLength(-1);
        entity.Text(row => row.PushName, "push_name");
        entity.Text(row => row.WireChat, "wire_chat");
        entity.Property(row => row.EditTime).HasColumnName("edit_time");
        entity.Text(row => row.EditEnvelope, "edit_envelope");
        entity.Text(row => row.EditBody, "edit_body");
        entity.Text(row => row.WireId, "wire_id");
        entity.Property(row => row.WireLive).HasColumnName("wire_live");
        entity.Text(row => row.MediaId, "media_id");
        entity.Property(row => row.Digest).HasColumnName("digest");
        entity.Property(row => row.Own).HasColumnName("own");
    }

    static void Reactions(EntityTypeBuilder<StoredReaction> entity)
    {
        entity.HasKey(row => new { row.ChatId, row.Id, row.Target, row.TargetSender, row.ReactorFromMe, row.Reactor });
        entity.HasIndex(row => row.Reactor).HasFilter("reactor <> ''");
        entity.HasIndex(row => row.TargetSender).HasFilter("target_sender <> ''");
        entity.Property(row => row.ChatId).HasColumnName("chat_id").ValueGeneratedNever();
        entity.Text(row => row.Id, "id");
        entity.Property(row => row.Target).HasColumnName("target");
        entity.Text(row => row.TargetSender, "target_sender");
        entity.Property(row => row.ReactorFromMe).HasColumnName("reactor_from_me");
        entity.Text(row => row.Reactor, "reactor");
        entity.Text(row => row.Emoji, "emoji");
        entity.Property(row => row.Time).HasColumnName("time");
    }

    static void MediaFiles(EntityTypeBuilder<StoredMediaFile> entity)
    {
        entity.HasKey(row => new { row.ConnectionId, row.File });
        entity.HasIndex(row => new { row.ConnectionId, row.Due }).HasFilter("due IS NOT NULL");
        entity.HasIndex(row => row.ConnectionId).HasFilter("state <> 2");
        entity.HasIndex(row => new { row.ConnectionId, row.AskedChat }).HasFilter("asked_chat IS NOT NULL");
        entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
        entity.Text(row => row.File, "file");
        entity.Property(row => row.Version).HasColumnName("version");
        entity.Property(row => row.State).HasColumnName("state");
        entity.Property(row => row.Due).HasColumnName("due");
        entity.Text(row => row.Name, "name");
        entity.Text(row => row.AskedChat, "asked_chat");
        entity.Property(row => row.Value).HasColumnName("value").HasMaxLength(-1);
    }

    static void MediaReferences(EntityTypeBuilder<StoredMediaReference> entity)
    {
        entity.HasKey(row => new { row.ConnectionId, row.Id, row.Chat, row.FromMe, row.Sender, row.File });
        entity.HasIndex(row => new { row.ConnectionId, row.File });
        entity.HasIndex(row => new { row.ConnectionId, row.Chat });
        entity.HasIndex(row => new { row.ConnectionId, row.Sender }).HasFilter("sender <> ''");
        entity.HasIndex(row => new { row.ConnectionId, row.Timestamp }).HasFilter("timestamp IS NOT NULL");
        entity.Property(row => row.ConnectionId).HasColumnName("connection_id");
        entity.Text(row => row.Id, "id");
        entity.Text(row => row.Chat, "chat");
        entity.Property(row => row.FromMe).HasColumnName("from_me");
        entity.Text(row => row.Sender, "sender");
        entity.Text(row => row.File, "file");
        entity.Property(row => row.Timestamp).HasColumnName("timestamp");
    }

    // Whatever length a host gives its own texts by convention.
    static void Text<TEntity>(this EntityTypeBuilder<TEntity> entity, Expression<Func<TEntity, string?>> property, string column)
        where TEntity : class => entity.Property(property).HasColumnName(column).HasMaxLength(-1);
}
