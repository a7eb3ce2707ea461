using Microsoft.Extensions.Options;

namespace HistoryImport;

/// <summary>Lets a host that validates at start hear of a part that is missing or named twice.</summary>
sealed class ImportPartsValidator(string name, ImportParts parts) : IValidateOptions<ImportPartsCheck>
{
    public ValidateOptionsResult Validate(string? optionsName, ImportPartsCheck options) =>
        optionsName == name && parts.Errors() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Skip;
}
