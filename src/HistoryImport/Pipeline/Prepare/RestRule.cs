namespace HistoryImport;

/// <summary>How long an amendment rests that was offered in vain.</summary>
/// <param name="mayRest">Whether the cache and the store let amendments rest.</param>
/// <param name="editsMakeRows">Whether this run makes rows of edits whose messages are nowhere. Where it does not, another may.</param>
sealed class RestRule(bool mayRest, bool editsMakeRows)
{
    public AmendmentRest Of(MessageUpsert item, ImportPass pass) => !mayRest || pass == ImportPass.Arrived ? AmendmentRest.None
        : item.Edit is null || editsMakeRows ? AmendmentRest.UntilMessage
        : AmendmentRest.InWindows;
}
