using System.Text;

namespace HistoryImport;

/// <summary>The one rule for ids, JIDs, tenants and connections: short, and free of control characters.</summary>
static class WireIds
{
    public const int MaxBytes = 128;

    /// <summary>The most bytes of the address of a business-scoped user id.</summary>
    public const int MaxBsuidBytes = 160;

    /// <summary>The most bytes of an id as the business platform spells it.</summary>
    public const int MaxWireIdBytes = 512;

    public static bool IsValid(ReadOnlySpan<char> name, int maxBytes = MaxBytes)
    {
        if (name.IsEmpty || name.Length > maxBytes)
        {
            return false;
        }

        // Nearly every one is of these letters.
        if (!name.ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        if (Encoding.UTF8.GetByteCount(name) > maxBytes)
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
