namespace HistoryImport.WhatsApp;

/// <summary>Reads a value that is there whole, and is not null.</summary>
delegate void ValueReader(ref JsonFieldReader reader);
