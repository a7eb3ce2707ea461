using Microsoft.Extensions.Options;

namespace HistoryImport;

sealed class HistoryImportOptionsValidator : IValidateOptions<HistoryImportOptions>
{
    public const int MaxBatchSize = 10_000;
    public const int MaxWriters = 8;

    public ValidateOptionsResult Validate(string? name, HistoryImportOptions options)
    {
        var errors = new List<string>();
        Check(options.BatchSize is null or (>= 1 and <= MaxBatchSize),
            $"BatchSize is {options.BatchSize}: set it from 1 to {MaxBatchSize}, or to null to leave it to the store.");
        Check(options.BatchBytes is >= 64 * 1024 and <= 256 * 1024 * 1024,
            $"BatchBytes is {options.BatchBytes}: set it from 65536 (64 KiB) to 268435456 (256 MiB).");
        Check(options.Writers is null or (>= 1 and <= MaxWriters),
            $"Writers is {options.Writers}: set it from 1 to {MaxWriters} batches, or to null to leave it to the store.");
        Check(options.ChannelCapacity is >= 1 and <= 16, $"ChannelCapacity is {options.ChannelCapacity}: set it from 1 to 16 batches.");
        Check(options.CacheRetention >= TimeSpan.FromHours(1), $"CacheRetention is {options.CacheRetention}: set it to at least one hour.");
        Check(options.RowRetention is null || options.RowRetention >= TimeSpan.FromDays(1),
            $"RowRetention is {options.RowRetention}: set it to at least one day, or to null to keep rows of any age.");
        Check(options.KeepMediaKeys || !options.KeepRaw,
            "KeepMediaKeys is false, and KeepRaw is true: the payload holds the keys as well. Set KeepRaw to false, too.");
        Check(options.InMemoryCacheCapacity >= 1, $"InMemoryCacheCapacity is {options.InMemoryCacheCapacity}: set it to at least 1 message.");
        Check(options.ProgressDrainTimeout >= TimeSpan.Zero && options.ProgressDrainTimeout <= TimeSpan.FromMinutes(5),
            $"ProgressDrainTimeout is {options.ProgressDrainTimeout}: set it from zero to five minutes.");
        Check(options.MaxWaitingStatuses is >= 1 and <= 100_000_000, $"MaxWaitingStatuses is {options.MaxWaitingStatuses}: set it from 1 to 100000000.");
        Check(options.MaxProblems is >= 0 and <= 10_000, $"MaxProblems is {options.MaxProblems}: set it from 0 to 10000.");
        CheckTime(options.LongestWait, nameof(options.LongestWait), TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        CheckTime(options.LeaseDuration, nameof(options.LeaseDuration), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckTime(options.FetchTimeout, nameof(options.FetchTimeout), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckTime(options.FetchCooldown, nameof(options.FetchCooldown), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Check(options.FetchAttempts is >= 1 and <= 10, $"FetchAttempts is {options.FetchAttempts}: set it from 1 to 10.");
        Check(options.FetchFailureLimit is >= 1 and <= 1000, $"FetchFailureLimit is {options.FetchFailureLimit}: set it from 1 to 1000.");
        Check(options.FetchesPerHour is >= 1 and <= 100_000, $"FetchesPerHour is {options.FetchesPerHour}: set it from 1 to 100000.");
        Check(options.FetchesPerChatPerHour is >= 1 and <= 100_000, $"FetchesPerChatPerHour is {options.FetchesPerChatPerHour}: set it from 1 to 100000.");
        Check(Enum.IsDefined(options.AnchorTimeUnit), $"AnchorTimeUnit is {options.AnchorTimeUnit}: set it to Seconds or Milliseconds.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void CheckTime(TimeSpan value, string name, TimeSpan least, TimeSpan most) =>
            Check(value >= least && value <= most, $"{name} is {value}: set it from {least} to {most}.");

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                errors.Add(otherwise);
            }
        }
    }
}
