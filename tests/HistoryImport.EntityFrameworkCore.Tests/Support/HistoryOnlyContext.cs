using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>A context with nothing but the library's entities.</summary>
public sealed class HistoryOnlyContext(DbContextOptions<HistoryOnlyContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseHistoryImport();
}
