using HistoryImport.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Peers;

/// <summary>The context of a host: the library's entities, and one of its own for a message.</summary>
sealed class HostContext(DbContextOptions<HostContext> options) : DbContext(options)
{
    public DbSet<HostMessage> Messages => Set<HostMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseHistoryImport();
        modelBuilder.Entity<HostMessage>().ToTable("host_messages").HasIndex(row => new { row.Chat, row.WhatsAppId, row.FromMe, row.Sender }).IsUnique();
    }
}
