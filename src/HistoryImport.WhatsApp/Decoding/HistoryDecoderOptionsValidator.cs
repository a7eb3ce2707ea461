using Microsoft.Extensions.Options;

namespace HistoryImport.WhatsApp;

/// <summary>Checks the bounds, for a container and for a decoder without one.</summary>
sealed class HistoryDecoderOptionsValidator : IValidateOptions<HistoryDecoderOptions>
{
    const int KiB = 1024;
    const int MiB = 1024 * KiB;
    const int GiB = 1024 * MiB;

    public ValidateOptionsResult Validate(string? name, HistoryDecoderOptions options)
    {
        string[] faults = [.. FaultsOf(options).Select(fault => fault.Reason)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public static IEnumerable<(string Name, int Value, string Reason)> FaultsOf(HistoryDecoderOptions options)
    {
        (string Name, int Value, int Least, int Most)[] bounds =
        [
            (nameof(options.MaxInflatedBytes), options.MaxInflatedBytes, KiB, GiB),
            (nameof(options.MaxMessageBytes), options.MaxMessageBytes, KiB, 256 * MiB),
            (nameof(options.MaxJsonDepth), options.MaxJsonDepth, 16, 10_000),
            (nameof(options.MaxJsonProperties), options.MaxJsonProperties, 1, int.MaxValue),
            (nameof(options.MaxProblems), options.MaxProblems, 1, int.MaxValue),
            (nameof(options.PartSize), options.PartSize, 1, 100_000),
            (nameof(options.PartBytes), options.PartBytes, KiB, int.MaxValue),
        ];
        return from bound in bounds
               where bound.Value < bound.Least || bound.Value > bound.Most
               select (bound.Name, bound.Value, $"HistoryDecoderOptions.{bound.Name} is {bound.Value}: set it from {bound.Least} to {bound.Most}.");
    }
}
