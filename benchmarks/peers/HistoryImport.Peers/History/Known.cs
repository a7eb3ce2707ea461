namespace HistoryImport.Peers;

/// <summary>How much of the history is in the table before the import.</summary>
public enum Known
{
    None,
    Half,
    All,
}
