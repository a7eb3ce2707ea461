using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace HistoryImport.Media;

sealed partial class GraphMediaOptionsValidator : IValidateOptions<GraphMediaOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphMediaOptions options) =>
        options.Token is null ? ValidateOptionsResult.Fail("Token is not set: set what gives the token of a connection.")
        : options.Version is null || !Versions().IsMatch(options.Version) ? ValidateOptionsResult.Fail($"Version is '{options.Version}': set it to one such as v23.0.")
        : ValidateOptionsResult.Success;

    [GeneratedRegex("^v[0-9]{1,3}\\.[0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Versions();
}
