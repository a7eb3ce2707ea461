using System.Collections.Concurrent;

namespace HistoryImport.PostgreSql;

/// <summary>Every statement with the schema in it, written once.</summary>
sealed class SqlTexts(SchemaName schema)
{
    // The statements are constants, so the same text is the same object, and there are as many as the code has.
    readonly ConcurrentDictionary<string, string> _texts = new(ReferenceEqualityComparer.Instance);

    public string Qualify(string sql) => _texts.GetOrAdd(sql, static (text, schema) => schema.Qualify(text), schema);
}
