namespace HistoryImport;

/// <summary>Compares strings as their UTF-8 bytes compare, which is how every supported database compares them.</summary>
static class Utf8Order
{
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        int same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Weight(left[same]).CompareTo(Weight(right[same]));
    }

    public static string? Greater(string? left, string? right) => Compare(left, right) < 0 ? right : left;

    // UTF-16 puts surrogates (code points above U+FFFF) below U+E000..U+FFFF; UTF-8 puts them above.
    static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
