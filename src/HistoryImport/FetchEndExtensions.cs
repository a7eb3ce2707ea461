using System.Globalization;
using System.Resources;

namespace HistoryImport;

/// <summary>Says in a sentence for a person at a desk how asking the phone ended.</summary>
/// <remarks>In Portuguese and in English, which everybody else gets. <see cref="ImportResult.FetchReason"/> tells an operator more, in English.</remarks>
public static class FetchEndExtensions
{
    // Both lie in this assembly, so that they are there in an application without cultures, too.
    static readonly ResourceManager _english = new("HistoryImport.Resources.FetchEnds", typeof(FetchEndExtensions).Assembly);
    static readonly ResourceManager _portuguese = new("HistoryImport.Resources.FetchEnds-pt", typeof(FetchEndExtensions).Assembly);

    /// <summary>Gets the sentence.</summary>
    /// <param name="end">How asking ended.</param>
    /// <param name="culture">Whose language; <see langword="null"/> for <see cref="CultureInfo.CurrentUICulture"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is none that this version knows.</exception>
    public static string ToSentence(this FetchEnd end, CultureInfo? culture = null) => end.ToSentence((culture ?? CultureInfo.CurrentUICulture).Name);

    /// <summary>Gets the sentence in the language of a tag, in applications without cultures, too.</summary>
    /// <param name="end">How asking ended.</param>
    /// <param name="language">The tag, such as <c>pt-BR</c> or <c>en</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is none that this version knows.</exception>
    public static string ToSentence(this FetchEnd end, string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        bool isPortuguese = language.StartsWith("pt", StringComparison.OrdinalIgnoreCase) && (language.Length == 2 || language[2] is '-' or '_');
        return (isPortuguese ? _portuguese : _english).GetString(end.ToString(), CultureInfo.InvariantCulture)
            ?? throw new ArgumentOutOfRangeException(nameof(end), end, "This end is not known here. Update the library, or show FetchReason.");
    }
}
