using System.Text;

namespace HistoryImport;

/// <summary>The one rule for ids, JIDs, tenants and connections: short, and free of control characters.</summary>
static class WireIds
{
    public const int MaxBytes = 128;

    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxBytes || Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i]))
            {
                return false;
            }

            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
