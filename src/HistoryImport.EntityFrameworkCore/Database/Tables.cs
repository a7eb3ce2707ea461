using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>The tables as they are called in SQL.</summary>
sealed record Tables(string Connections, string Chats, string Messages, string Reactions, string Names, string Erasures, string MediaFiles, string MediaReferences,
    string MediaRemovals)
{
    /// <exception cref="InvalidOperationException">The model of the context lacks our entities.</exception>
    public static Tables Of(DbContext context)
    {
        ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();
        return new(Name(typeof(StoredConnection)), Name(typeof(StoredChat)), Name(typeof(StoredMessage)), Name(typeof(StoredReaction)), Name(typeof(StoredName)),
            Name(typeof(StoredErasure)), Name(typeof(StoredMediaFile)), Name(typeof(StoredMediaReference)), Name(typeof(StoredMediaRemoval)));

        string Name(Type type) => context.Model.FindEntityType(type) is { } entity
            ? sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema())
            : throw new InvalidOperationException(
                $"The model of {context.GetType().Name} lacks the entities of HistoryImport. Call modelBuilder.UseHistoryImport() in its OnModelCreating, and add a migration.");
    }
}
