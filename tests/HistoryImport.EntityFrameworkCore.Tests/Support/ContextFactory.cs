using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>Makes contexts, as AddDbContextFactory's does.</summary>
sealed class ContextFactory<TContext>(Func<TContext> create) : IDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext() => create();
}
