using HistoryImport.Samples;
using HistoryImport.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.EntityFrameworkCore.Tests.Database;

public sealed class RefusedImportTests
{
    // As a server does whose transactions meet too often.
    const string Refusal = """
        CREATE TABLE refused();
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF to_regclass('refused') IS NULL THEN RETURN NEW; END IF;
            RAISE EXCEPTION USING ERRCODE = '40001';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON history_import_messages FOR EACH ROW EXECUTE FUNCTION refuse()
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_ServerRefusesForAWhile_StatusAndProgressSaySo(bool strategyRepeats)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql: true);
        await RefusedImport.AssertSaysSoAsync(
            builder =>
            {
                builder.Services.AddDbContextFactory<DeskContext>(options =>
                {
                    _ = strategyRepeats
                        ? options.UseNpgsql(desk.Database.ConnectionString, server => server.EnableRetryOnFailure(20, TimeSpan.FromSeconds(1), null))
                        : desk.Database.Configure(options);
                });
                return builder
                    .UsePostgreSql(
                        desk.Database.ConnectionString, StorageParts.MessageCache | StorageParts.StateStore,
                        options => options.Schema = new NpgsqlConnectionStringBuilder(desk.Database.ConnectionString).SearchPath!)
                    .UseEntityFrameworkCore<DeskContext>();
            },
            () => desk.Database.ExecuteAsync(Refusal),
            () => desk.Database.ExecuteAsync("DROP TABLE refused"));
    }
}
