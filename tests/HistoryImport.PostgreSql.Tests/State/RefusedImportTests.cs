using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.State;

public sealed class RefusedImportTests
{
    // As a server does whose transactions meet too often.
    const string Refusal = """
        CREATE TABLE {s}.refused();
        CREATE FUNCTION {s}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF to_regclass('{s}.refused') IS NULL THEN RETURN NEW; END IF;
            RAISE EXCEPTION USING ERRCODE = '40001';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON {s}.messages FOR EACH ROW EXECUTE FUNCTION {s}.refuse()
        """;

    [Fact]
    public async Task ImportAsync_ServerRefusesForAWhile_StatusAndProgressSaySo()
    {
        await using TestSchema schema = await TestSchema.CreateAsync();
        await RefusedImport.AssertSaysSoAsync(
            builder => builder.UsePostgreSql(schema.Source, options => options.Schema = schema.Name),
            () => schema.QueryAsync(Refusal),
            () => schema.QueryAsync("DROP TABLE {s}.refused"));
    }
}
