using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Model;

/// <summary>A database of the release before, brought up to date as a host's migrations do it.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<bool, bool> Releases => new() { { false, true }, { true, true }, { false, false }, { true, false } };

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Migrate_DatabaseOfTheReleaseBefore_KeepsItsRowsAndGoesOn(bool isPostgreSql, bool hasLaterColumns)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        FirstReleaseContext Before() => new(Options<FirstReleaseContext>(database), hasLaterColumns);
        await TestDatabase.CreateTablesAsync(Before());
        (string no, string version) = isPostgreSql ? ("false", "decode(repeat('00', 17), 'hex')") : ("0", "zeroblob(17)");
        (string ownColumn, string own) = hasLaterColumns ? (", own", $", {no}") : ("", "");
        await database.ExecuteAsync("INSERT INTO history_import_connections(tenant, name) VALUES('default', 'default')");
        await database.ExecuteAsync($"INSERT INTO history_import_chats(connection_id, jid) VALUES(1, '{Given.Contact}')");
        await database.ExecuteAsync(
            $"INSERT INTO history_import_messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body{ownColumn}) VALUES(1, 'ID', {no}, '', 7, {no}, {version}, 'text', 'old'{own})");
        await database.ExecuteAsync($"INSERT INTO history_import_reactions VALUES(1, 'ID', 2, '', {no}, '', '👍', 5)");

        IReadOnlyList<MigrationOperation> operations = await MigrateAsync(Before(), new HistoryOnlyContext(database.Options<HistoryOnlyContext>()));

        // What is promised of releases: an older instance may run beside a newer one.
        Assert.All(operations, operation => Assert.True(
            operation is CreateIndexOperation or CreateTableOperation or AddColumnOperation { IsNullable: true } or AddColumnOperation { DefaultValue: not null },
            operation.GetType().Name));
        Assert.Equal(hasLaterColumns, !operations.Any(operation => operation is AddColumnOperation { Table: "history_import_messages" }));
        Assert.Contains(operations, operation => operation is CreateTableOperation { Name: "history_import_erasures" });
        Assert.Equal(3, operations.Count(operation => operation is CreateTableOperation table && table.Name.StartsWith("history_import_media_", StringComparison.Ordinal)));
        using var contexts = new HistoryContexts(
            () => new HistoryOnlyContext(database.Options<HistoryOnlyContext>()),
            _ => Task.FromResult<DbContext>(new HistoryOnlyContext(database.Options<HistoryOnlyContext>())), TimeProvider.System, NullLogger.Instance);
        var store = new EfCoreMessageStore(contexts, new ProjectionStep(null));
        UpsertResult result = await store.UpsertAsync(
            Truth.Connection, new MessageBatch { Items = [Given.Text("new", Given.Key("NEW")), new MessageUpsert { Key = Given.Key(), Status = MessageStatus.Read }] });

        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Updated], result.Outcomes);
        await store.ChangeErasuresAsync(Truth.Connection, [new ErasureMark("A", Guid.Empty)], []);
        Assert.Equal(1, (await store.GetErasuresAsync(Truth.Connection)).Number);
        StoredRow old = Assert.Single(database.Rows(), row => row.Key.Id == "ID");
        Assert.Equal(("old", MessageStatus.Read, "👍 other"), (old.Body, old.Status, old.Reactions));
    }

    static DbContextOptions<TContext> Options<TContext>(TestDatabase database)
        where TContext : DbContext, IModelCacheKeyFactory => database.Options<TContext>(options => options.ReplaceService<IModelCacheKeyFactory, KeyByShape>());

    // What dotnet ef writes into a migration, and Migrate runs.
    static async Task<IReadOnlyList<MigrationOperation>> MigrateAsync(DbContext before, DbContext after)
    {
        await using (before)
        await using (after)
        {
            IRelationalModel target = after.GetService<IDesignTimeModel>().Model.GetRelationalModel();
            IReadOnlyList<MigrationOperation> operations =
                after.GetService<IMigrationsModelDiffer>().GetDifferences(before.GetService<IDesignTimeModel>().Model.GetRelationalModel(), target);
            foreach (MigrationCommand command in after.GetService<IMigrationsSqlGenerator>().Generate(operations, after.Model))
            {
                await after.Database.ExecuteSqlRawAsync(command.CommandText);
            }

            return operations;
        }
    }

    sealed class KeyByShape : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => ((IModelCacheKeyFactory)context).Create(context, designTime);
    }
}
