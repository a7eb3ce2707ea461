using Microsoft.Extensions.Options;

namespace HistoryImport.AspNetCore;

sealed class BridgeFetcherOptionsValidator : IValidateOptions<BridgeFetcherOptions>
{
    public ValidateOptionsResult Validate(string? name, BridgeFetcherOptions options)
    {
        var failures = new List<string>();
        if (options.Door is null)
        {
            failures.Add("BridgeFetcherOptions.Door is not set: nobody tells where the bridges are. Set it where UseBridgeFetcher is called.");
        }

        if (options.Key is null)
        {
            failures.Add("BridgeFetcherOptions.Key is not set: requests to bridges have to be signed. Set it where UseBridgeFetcher is called.");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(2))
        {
            failures.Add($"BridgeFetcherOptions.Timeout is {options.Timeout}. Give 1 second to 2 minutes.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
