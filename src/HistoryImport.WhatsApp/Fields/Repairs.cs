namespace HistoryImport.WhatsApp;

/// <summary>What could not be kept as it was sent.</summary>
[Flags]
enum Repairs
{
    None = 0,

    /// <summary>A text held what no database stores; U+FFFD stands in its place.</summary>
    Text = 1,

    /// <summary>A time was given and is none; it was left out. Zero and below stand for no time, and are no repair.</summary>
    Time = 2,

    /// <summary>Bytes were given in no form that is known; they were left out.</summary>
    Bytes = 4,
}
