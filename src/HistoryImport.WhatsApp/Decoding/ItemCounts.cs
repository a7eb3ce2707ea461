using System.Collections.ObjectModel;

namespace HistoryImport.WhatsApp;

/// <summary>Counts under few words, of which the last comes again and again.</summary>
struct ItemCounts
{
    Dictionary<string, int>? _counts;
    string? _last;
    int _lastCount;

    // What was handed over last, and what it holds if that is one word.
    IReadOnlyDictionary<string, int>? _taken;
    string? _takenWord;
    int _takenCount;

    static IReadOnlyDictionary<string, int> Empty => ReadOnlyDictionary<string, int>.Empty;

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

    /// <summary>Hands over the counts, and starts over. What is the same as the last time is the same dictionary.</summary>
    public IReadOnlyDictionary<string, int> Take()
    {
        if (_counts is not null || _last is null || !ReferenceEquals(_last, _takenWord) || _lastCount != _takenCount)
        {
            Store();
            (_takenWord, _takenCount) = _counts is { Count: 1 } ? (_last, _counts[_last!]) : (null, 0);
            _taken = _counts;
        }

        (_counts, _last, _lastCount) = (null, null, 0);
        return _taken ?? Empty;
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
