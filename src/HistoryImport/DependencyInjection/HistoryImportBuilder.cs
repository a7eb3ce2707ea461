using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport;

sealed record HistoryImportBuilder(IServiceCollection Services, string? Key) : IHistoryImportBuilder;
