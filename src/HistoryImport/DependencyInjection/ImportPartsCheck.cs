namespace HistoryImport;

/// <summary>Has no options: what is validated at start is the registrations themselves.</summary>
sealed class ImportPartsCheck;
