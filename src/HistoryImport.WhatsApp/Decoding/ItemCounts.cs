using System.Collections.ObjectModel;

namespace HistoryImport.WhatsApp;

/// <summary>Counts under few words, of which the last comes again and again.</summary>
struct ItemCounts
{
    Dictionary<string, int>? _counts;
    string? _last;
    int _lastCount;

    public readonly bool IsEmpty => _last is null;

    public void Add(string word)
    {
        if (!ReferenceEquals(word, _last))
        {
            Store();
            _last = word;
        }

        _lastCount++;
    }

    /// <summary>Gets the counts.</summary>
    /// <param name="earlier">Earlier ones, which serve again if they are the same.</param>
    public IReadOnlyDictionary<string, int> ToDictionary(IReadOnlyDictionary<string, int> earlier)
    {
        if (_counts is null && _last is not null && earlier.Count == 1 && earlier.TryGetValue(_last, out int count) && count == _lastCount)
        {
            return earlier;
        }

        Store();
        return _counts is null ? ReadOnlyDictionary<string, int>.Empty : _counts;
    }

    void Store()
    {
        if (_last is not null)
        {
            _counts ??= new Dictionary<string, int>(StringComparer.Ordinal);
            _counts[_last] = _counts.GetValueOrDefault(_last) + _lastCount;
            _lastCount = 0;
        }
    }
}
