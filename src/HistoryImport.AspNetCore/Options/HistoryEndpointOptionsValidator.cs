using Microsoft.Extensions.Options;

namespace HistoryImport.AspNetCore;

sealed class HistoryEndpointOptionsValidator : IValidateOptions<HistoryEndpointOptions>
{
    const string Undecided =
        "It is not decided who may use the endpoints of MapHistoryImport. Set HistoryEndpointOptions.Bridge.DeliveryKey (or DeliveryToken) for a bridge, "
        + "Official.App for the official business platform, Gateways.EvolutionKey or WahaKey for a gateway, or Imports.MayUse for people, where AddHistoryEndpoints is called.";

    public ValidateOptionsResult Validate(string? name, HistoryEndpointOptions options)
    {
        var failures = new List<string>();
        if (!options.Bridge.IsDecided && !options.Official.IsDecided && !options.Gateways.IsDecided && !options.Imports.IsDecided)
        {
            failures.Add(Undecided);
        }

        if (options.Official.IsDecided && options.Official.Number is null)
        {
            failures.Add("HistoryEndpointOptions.Official.Number is not set: nobody tells whose a number of the official platform is. Set it beside Official.App.");
        }

        Check(options.MaxBodyBytes, 1024, 1024 * 1024 * 1024, "MaxBodyBytes");
        Check(options.MaxBufferedBytes, options.MaxBodyBytes, long.MaxValue, "MaxBufferedBytes");
        Check(options.BodyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "BodyTimeout");
        Check(options.SetAside.MaxCount, 1, SetAsideOptions.MaxCountLimit, "SetAside.MaxCount");
        Check(options.SetAside.MaxBytes, 1024 * 1024, 16L * 1024 * 1024 * 1024, "SetAside.MaxBytes");
        Check(options.SetAside.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(365), "SetAside.Retention");
        Check(options.Imports.MaxQueued, 1, 1000, "Imports.MaxQueued");
        Check(options.Imports.MaxParallel, 1, 64, "Imports.MaxParallel");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(T value, T least, T most, string option)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"HistoryEndpointOptions.{option} is {value}. Give {least} to {most}.");
            }
        }
    }
}
