using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Media;

/// <param name="of">The name of the options.</param>
/// <param name="hasSink">Whether the host has said where files go.</param>
sealed class HistoryMediaOptionsValidator(string of, Func<bool> hasSink) : IValidateOptions<HistoryMediaOptions>
{
    public ValidateOptionsResult Validate(string? name, HistoryMediaOptions options)
    {
        if (name != of)
        {
            return ValidateOptionsResult.Skip;
        }

        var errors = new List<string>();
        Check(hasSink(), "No media sink is named: call UseMediaFolder with a folder, or UseMediaSink with a sink of yours.");
        Check(options.TemporaryFolder is null || !string.IsNullOrWhiteSpace(options.TemporaryFolder), "TemporaryFolder is empty: set it to a folder, or to null for that of the system.");
        CheckNumber(options.MaxBytes, nameof(options.MaxBytes), 1, 4L * 1024 * 1024 * 1024);
        CheckNumber(options.MaxInFlight, nameof(options.MaxInFlight), 1, 16);
        CheckNumber(options.FilesPerHour, nameof(options.FilesPerHour), 1, 1_000_000);
        CheckNumber(options.FilesPerChatPerHour, nameof(options.FilesPerChatPerHour), 1, 1_000_000);
        CheckNumber(options.RequestsPerHour, nameof(options.RequestsPerHour), 1, 100_000);
        CheckNumber(options.RequestsPerChatPerHour, nameof(options.RequestsPerChatPerHour), 1, 100_000);
        CheckTime(options.BackgroundInterval, nameof(options.BackgroundInterval), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        CheckTime(options.FetchGap, nameof(options.FetchGap), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        CheckTime(options.PhoneGap, nameof(options.PhoneGap), TimeSpan.Zero, TimeSpan.FromHours(1));
        CheckTime(options.PhoneTimeout, nameof(options.PhoneTimeout), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckTime(options.PhoneCooldown, nameof(options.PhoneCooldown), TimeSpan.Zero, TimeSpan.FromDays(7));
        CheckTime(options.RetryDelay, nameof(options.RetryDelay), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckTime(options.LeaseDuration, nameof(options.LeaseDuration), TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        Check(options.StandIn is null or { Port: >= 1 and <= 65535 }, $"StandIn.Port is {options.StandIn?.Port}: set it from 1 to 65535.");
        Check(
            options.StandIn is null || options.StandIn is { CertificateSha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigit),
            "StandIn.CertificateSha256 is no SHA-256: set it to the 64 hexadecimal digits of the certificate's.");
        Check(options.Hosts.Count is >= 1 and <= 16, $"Hosts holds {options.Hosts.Count} hosts: name 1 to 16 of WhatsApp's media servers.");
        foreach (string host in options.Hosts.Where(host => !MediaAddress.IsHost(host)))
        {
            errors.Add($"Hosts holds '{host}': name hosts below whatsapp.net only, in small letters, without a scheme, a port or a path.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void CheckNumber(long value, string option, long least, long most) => Check(value >= least && value <= most, $"{option} is {value}: set it from {least} to {most}.");

        void CheckTime(TimeSpan value, string option, TimeSpan least, TimeSpan most) =>
            Check(value >= least && value <= most, $"{option} is {value}: set it from {least} to {most}.");

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                errors.Add(otherwise);
            }
        }
    }
}
