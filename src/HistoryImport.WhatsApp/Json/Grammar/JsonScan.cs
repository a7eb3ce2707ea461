namespace HistoryImport.WhatsApp;

/// <summary>How a step over a JSON value ended.</summary>
enum JsonScan
{
    /// <summary>The value goes on.</summary>
    Incomplete,

    /// <summary>The value is at its end.</summary>
    Complete,

    /// <summary>This cannot be a JSON value.</summary>
    Broken,
}
