namespace HistoryImport.WhatsApp.Tests.Fuzzing;

static class CleanText
{
    /// <summary>Fails if a text holds what databases refuse.</summary>
    public static void Check(string? text)
    {
        for (int at = 0; at < text?.Length; at++)
        {
            bool isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            Assert.True(text[at] != '\0' && (isPair || !char.IsSurrogate(text[at])), "A text holds NUL or half a surrogate pair.");
            at += isPair ? 1 : 0;
        }
    }
}
