using System.Globalization;
using System.Resources;

namespace HistoryImport.Media;

/// <summary>Says in a sentence for a person at a desk how a file stands. In Portuguese and in English, which everybody else gets.</summary>
public static class MediaItemExtensions
{
    // Both lie in this assembly, so that they are there in an application without cultures, too.
    static readonly ResourceManager _english = new("HistoryImport.Media.Resources.MediaEnds", typeof(MediaItemExtensions).Assembly);
    static readonly ResourceManager _portuguese = new("HistoryImport.Media.Resources.MediaEnds-pt", typeof(MediaItemExtensions).Assembly);

    /// <summary>Gets the sentence.</summary>
    /// <param name="item">The item.</param>
    /// <param name="culture">Whose language; <see langword="null"/> for <see cref="CultureInfo.CurrentUICulture"/>.</param>
    public static string ToSentence(this MediaItem item, CultureInfo? culture = null) => item.ToSentence((culture ?? CultureInfo.CurrentUICulture).Name);

    /// <summary>Gets the sentence in the language of a tag, in applications without cultures, too.</summary>
    /// <param name="item">The item.</param>
    /// <param name="language">The tag, such as <c>pt-BR</c> or <c>en</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The state is none that this version knows.</exception>
    public static string ToSentence(this MediaItem item, string language)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(language);
        bool isPortuguese = language.StartsWith("pt", StringComparison.OrdinalIgnoreCase) && (language.Length == 2 || language[2] is '-' or '_');
        ResourceManager sentences = isPortuguese ? _portuguese : _english;
        return sentences.GetString($"{item.State}.{item.Reason}", CultureInfo.InvariantCulture)
            ?? sentences.GetString(item.State.ToString(), CultureInfo.InvariantCulture)
            ?? throw new ArgumentOutOfRangeException(nameof(item), item.State, "This state is not known here. Update the library.");
    }
}
