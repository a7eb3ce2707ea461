namespace HistoryImport.Cli.Tests.Support;

/// <summary>A file that nobody would call history, and what must become of it.</summary>
/// <param name="Name">The file.</param>
/// <param name="Write">Makes its content; some are too large to hold.</param>
/// <param name="Readable">How many messages in it are to be imported all the same.</param>
/// <param name="Reason">What must be said of it.</param>
/// <param name="Times">How often.</param>
sealed record HostileFile(string Name, Action<Stream> Write, int Readable, string Reason, int Times = 1);
