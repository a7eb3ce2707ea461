using System.Diagnostics;
using System.Security.Cryptography;
using HistoryImport.Media;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>Decrypting and verifying a file beside a bare loop of the same primitives over the same bytes, and an import beside a recovery of media; interleaved, medians.</summary>
static class MediaRounds
{
    const string Use = "WhatsApp Image Keys";
    const int PieceBytes = 128 * 1024;
    const int Media = 5000;

    static readonly ConnectionKey _connection = new("tenant", "connection");
    static readonly Jid _chat = Jid.Parse("5511987654321@s.whatsapp.net");
    static readonly byte[] _key = RandomNumberGenerator.GetBytes(MediaKeys.KeyBytes);

    public static async Task RunAsync(int megabytes, int messages, int rounds)
    {
        byte[] plain = RandomNumberGenerator.GetBytes(megabytes * 1_000_000);
        byte[] blob = Encrypt(plain);
        var expected = new ExpectedMedia { Key = _key, Use = Use, Sha256 = SHA256.HashData(plain), EncryptedSha256 = SHA256.HashData(blob) };
        List<double> bare = [], ours = [];
        for (int round = -1; round < rounds; round++)
        {
            double one = Time(() => Bare(blob)), other = await TimeAsync(() => DecryptAsync(expected, blob));
            if (round >= 0)
            {
                bare.Add(megabytes / one);
                ours.Add(megabytes / other);
            }
        }

        Console.WriteLine($"| {megabytes} MB, {rounds} rounds | MB/s, median | min – max | beside the bare loop |");
        Console.WriteLine("|---|---|---|---|");
        Tell("Aes, HMAC and two SHA-256, bare", bare, bare);
        Tell("decrypted and verified", ours, bare);
        Console.WriteLine();

        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-bench-");
        try
        {
            HistoryMessage[] history = DecodedHistory.Create(messages);
            byte[] image = Encrypt(RandomNumberGenerator.GetBytes(100_000));
            int number = 0;
            await Rounds.RunAsync(
                "import into SQLite",
                messages,
                rounds,
                ("alone", () => ImportAsync(history, image, Path.Combine(folder.FullName, $"{number++}"), isBeside: false)),
                ("beside a recovery", () => ImportAsync(history, image, Path.Combine(folder.FullName, $"{number++}"), isBeside: true)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Tell(string name, List<double> rates, List<double> first) =>
        Console.WriteLine($"| {name} | {Rounds.Median(rates):0} | {rates.Min():0} – {rates.Max():0} | {Rounds.Median(rates) / Rounds.Median(first):0.00} |");

    // Both read pieces of a stream, as the bytes come.
    static void Bare(byte[] blob)
    {
        MediaKeys keys = MediaKeys.Of(_key, Use);
        using var aes = Aes.Create();
        aes.Padding = PaddingMode.None;
        aes.SetKey(keys.CipherKey);
        aes.IV = keys.Iv.ToArray();
        using ICryptoTransform decryptor = aes.CreateDecryptor();
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);
        using var encryptedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = new MemoryStream(blob, 0, blob.Length - 10);
        byte[] piece = new byte[PieceBytes], plain = new byte[PieceBytes];
        mac.AppendData(aes.IV);
        while (source.Read(piece) is var count and > 0)
        {
            mac.AppendData(piece, 0, count);
            encryptedHash.AppendData(piece, 0, count);
            decryptor.TransformBlock(piece, 0, count, plain, 0);
            plainHash.AppendData(plain, 0, count);
        }
    }

    static async Task DecryptAsync(ExpectedMedia expected, byte[] blob)
    {
        using var source = new MemoryStream(blob);
        MediaVerdict verdict = await new MediaDecryptor(expected).CopyAsync(source, (_, _) => ValueTask.CompletedTask, CancellationToken.None);
        if (!verdict.IsVerified)
        {
            throw new InvalidOperationException($"{verdict.Reason}");
        }
    }

    static async Task<double> ImportAsync(HistoryMessage[] history, byte[] image, string path, bool isBeside)
    {
        await using ImportHost host = await ImportHost.OpenAsync(_connection, history, builder => builder.UseSqlite(path + ".db")
            .AddHistoryMedia(options => (options.FilesPerHour, options.FilesPerChatPerHour) = (1_000_000, 1_000_000))
            .UseMediaFolder(path).AddMediaSource(_ => new Shelf(image)));
        for (int done = 0; done < Media; done += 1000)
        {
            await host.Store.UpsertAsync(_connection, new MessageBatch { Items = [.. Enumerable.Range(done, 1000).Select(Message)] });
        }

        using var end = new CancellationTokenSource();
        var first = new FirstStored();
        Task recovering = isBeside
            ? host.Services.GetRequiredService<IMediaRecovery>().RecoverAsync(_connection, new MediaOrder { Chat = _chat, MaxMessages = Media }, first, end.Token).AsTask()
            : Task.CompletedTask;
        await (isBeside ? first.Task : Task.CompletedTask);
        double seconds = await TimeAsync(host.ImportAsync);
        if (isBeside && recovering.IsCompleted)
        {
            throw new InvalidOperationException("The recovery ended before the import: there are too few media.");
        }

        await end.CancelAsync();
        await recovering.ContinueWith(_ => { }, TaskScheduler.Default);
        return seconds;
    }

    static MessageUpsert Message(int index)
    {
        var content = new MessageContent
        {
            Kind = MessageKind.Image, Media = new MediaDescriptor { Key = _key, DirectPath = $"/{index}?oe=66F0A000", Size = 100_000, MimeType = "image/jpeg" },
        };
        return new MessageUpsert { Key = new MessageKey(_chat, default, false, $"M{index:D5}"), Content = content, Version = ContentVersion.Of(content), Timestamp = 1_700_000_000 + index };
    }

    static byte[] Encrypt(byte[] plain)
    {
        MediaKeys keys = MediaKeys.Of(_key, Use);
        using var aes = Aes.Create();
        aes.SetKey(keys.CipherKey);
        byte[] encrypted = aes.EncryptCbc(plain, keys.Iv);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);
        mac.AppendData(keys.Iv);
        mac.AppendData(encrypted);
        return [.. encrypted, .. mac.GetHashAndReset().AsSpan(0, 10)];
    }

    static double Time(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task<double> TimeAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    sealed class Shelf(byte[] image) : IMediaSource
    {
        public bool Knows(MediaFile file) => true;

        public ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default) =>
            new(new MediaReply(MediaReplyStatus.Found) { Content = new MemoryStream(image), Length = image.Length });
    }

    sealed class FirstStored : IProgress<MediaItem>
    {
        readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _stored.Task;

        public void Report(MediaItem value)
        {
            if (value.State == MediaState.Stored)
            {
                _stored.TrySetResult();
            }
        }
    }
}
