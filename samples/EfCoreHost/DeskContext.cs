using HistoryImport.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Samples;

public sealed class DeskContext(DbContextOptions<DeskContext> options) : DbContext(options)
{
    public DbSet<Conversation> Conversations => Set<Conversation>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Message> Messages => Set<Message>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseHistoryImport();
        modelBuilder.Entity<Conversation>().HasIndex(row => new { row.Line, row.Jid }).IsUnique();
        modelBuilder.Entity<Contact>().HasIndex(row => new { row.Line, row.Jid }).IsUnique();
        modelBuilder.Entity<Message>().HasIndex(row => new { row.ConversationId, row.WhatsAppId, row.FromMe, row.Sender }).IsUnique();
        modelBuilder.Entity<Message>().HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId);
    }
}
