using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.DependencyInjection;

public sealed class UseEntityFrameworkCoreTests
{
    const string Memory = "Data Source=:memory:";

    [Fact]
    public void Store_NoContextFactory_NamesTheCall()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseEntityFrameworkCore<DeskContext>();
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IMessageStore>);
        Assert.Contains("AddDbContextFactory<DeskContext>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_ModelWithoutOurEntities_NamesTheCall()
    {
        var services = new ServiceCollection();
        services.AddDbContextFactory<EmptyContext>(options => options.UseSqlite(Memory));
        services.AddHistoryImport().UseEntityFrameworkCore<EmptyContext>();
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IMessageStore>);
        Assert.Contains("modelBuilder.UseHistoryImport()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_TwoProjections_IsAnError()
    {
        IHistoryImportBuilder import = new ServiceCollection().AddHistoryImport().UseEntityFrameworkCore<DeskContext, DeskProjection>();

        Assert.Throws<InvalidOperationException>(import.UseEntityFrameworkCore<DeskContext, DeskProjection>);
    }

    [Fact]
    public void Use_AnotherDatabaseBringsTheStoreToo_IsAnErrorThatNamesBoth()
    {
        IHistoryImportBuilder import = new ServiceCollection().AddHistoryImport().UseEntityFrameworkCore<DeskContext>();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => import.UseSqlite("history.db"));
        Assert.Contains("the context DeskContext", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_TwoImportsWithKeys_HaveOneEach()
    {
        var services = new ServiceCollection();
        services.AddDbContextFactory<DeskContext>(options => options.UseSqlite(Memory));
        services.AddHistoryImport("a").UseEntityFrameworkCore<DeskContext, DeskProjection>();
        services.AddHistoryImport("b").UseEntityFrameworkCore<DeskContext>();
        await using ServiceProvider provider = services.BuildServiceProvider();

        IMessageStore a = provider.GetRequiredKeyedService<IMessageStore>("a");
        Assert.NotSame(a, provider.GetRequiredKeyedService<IMessageStore>("b"));
        Assert.False(StorageScope.IsShared(a.Scope, provider.GetRequiredKeyedService<IMessageStore>("b").Scope));
    }

    sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options);
}
