using System.Globalization;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>A folder of JSON files with invented messages, some of them told twice, with another status.</summary>
sealed class SyntheticHistory : IDisposable
{
    const int MessagesOfAFile = 250;

    public SyntheticHistory(int files)
    {
        for (int file = 0; file < files; file++)
        {
            IEnumerable<string> messages = Enumerable.Range(0, MessagesOfAFile).Select(i => Message(file * MessagesOfAFile + i, "DELIVERY_ACK"));
            IEnumerable<string> again = Enumerable.Range(0, MessagesOfAFile / 5).Select(i => Message((file * MessagesOfAFile + i * 7) % (files * MessagesOfAFile), "READ"));
            File.WriteAllText(Path.Combine(Folder, $"{file:000}.json"), $"[{string.Join(',', messages.Concat(again))}]");
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("history-import-desk-").FullName;

    public string[] Files => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    static string Message(int i, string status) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"key":{"remoteJid":"{{{5511900000000 + i % 40}}}@s.whatsapp.net","fromMe":{{{(i % 2 == 0 ? "true" : "false")}}},"id":"M{{{i}}}"},"messageTimestamp":{{{1700000000 + i}}},"status":"{{{status}}}","message":{"conversation":"text {{{i}}}"}}""");
}
