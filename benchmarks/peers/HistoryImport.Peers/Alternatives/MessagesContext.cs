using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HistoryImport.Peers;

/// <summary>The table as an EF Core model.</summary>
sealed class MessagesContext(DbContextOptions<MessagesContext> options) : DbContext(options)
{
    public DbSet<Row> Messages => Set<Row>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var rows = modelBuilder.Entity<Row>();
        rows.ToTable("messages").HasKey(row => new { row.Id, row.ChatId, row.FromMe, row.Sender });
        foreach (IMutableProperty property in rows.Metadata.GetProperties())
        {
            property.SetColumnName(Snake(property.Name));
        }
    }

    static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
