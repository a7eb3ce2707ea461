using System.Diagnostics;
using System.Globalization;

namespace HistoryImport.Samples;

/// <summary>Writes down what happens, as it happens: each request on its way to the phone, and each report of the import.</summary>
sealed class Screen(IHistoryFetcher phone) : IHistoryFetcher, IProgressSink
{
    readonly long _started = Stopwatch.GetTimestamp();

    public void Write(string line) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_started).TotalSeconds,6:0.00}  {line}"));

    public async ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default)
    {
        FetchReply reply = await phone.FetchAsync(request, cancellationToken);
        Write($"-> phone: {request.Count} before {request.Anchor.Id} of {Time(DateTimeOffset.FromUnixTimeSeconds(request.Anchor.Timestamp))}: {reply.Status} {reply.RequestId}");
        return reply;
    }

    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        Write($"   {progress.Phase}: {progress.Counts.Inserted} new of {progress.Counts.Read} read, back to {Time(progress.Oldest)}, {progress.FetchRequests} requests");
        return ValueTask.CompletedTask;
    }

    static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "nowhere";
}
