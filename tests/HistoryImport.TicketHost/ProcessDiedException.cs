namespace HistoryImport.Tests.Fetching;

/// <summary>Never comes to be thrown: making it ends the process.</summary>
sealed class ProcessDiedException : Exception
{
    public ProcessDiedException() => Accident.Die();
}
