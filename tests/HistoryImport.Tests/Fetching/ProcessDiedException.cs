namespace HistoryImport.Tests.Fetching;

/// <summary>What every call throws from the moment on at which a process would be gone.</summary>
sealed class ProcessDiedException : Exception;
