using System.Collections.Concurrent;

namespace HistoryImport.PostgreSql;

/// <summary>The checked name of a schema, and statements in which it stands.</summary>
sealed class SchemaName
{
    /// <summary>Stands for the schema in every statement of this package.</summary>
    const string Placeholder = "{schema}";

    const int MaxLength = 63;

    // The statements are constants, so the same text is the same object, and there are as many as the code has.
    readonly ConcurrentDictionary<string, string> _texts = new(ReferenceEqualityComparer.Instance);

    public SchemaName(string name)
    {
        Value = IsValid(name)
            ? name
            : throw new ArgumentException(
                $"A schema is named by a letter or underscore, then letters, digits and underscores, {MaxLength} at most. Give such a name.", nameof(name));
    }

    public string Value { get; }

    public string Quoted => $"\"{Value}\"";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength }
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the schema into a statement that is a constant, once.</summary>
    public string QualifyConstant(string sql) => _texts.GetOrAdd(sql, static (text, schema) => schema.Qualify(text), this);

    /// <summary>Writes the schema into a statement.</summary>
    public string Qualify(string sql) => sql.Replace(Placeholder, Quoted, StringComparison.Ordinal);
}
