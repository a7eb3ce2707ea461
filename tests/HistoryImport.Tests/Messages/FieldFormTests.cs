namespace HistoryImport.Tests;

public class FieldFormTests
{
    [Fact]
    public void AppendOptional_Absent_LeavesTheFormAsItWas() => Assert.Equal(Form("a", 7), Form("a", 7, (0, null), (1, null)));

    [Fact]
    public void AppendOptional_Present_Differs()
    {
        string[] forms =
        [
            Form("a", 7), Form("a", 7, (0, "")), Form("a", 7, (1, "")), Form("a", 7, (0, "b")), Form("a", 7, (1, "b")), Form("a", 7, (0, "b"), (1, "b")),
            Form("a", 7, (255, "b")),
        ];

        Assert.Equal(forms.Length, forms.Distinct().Count());
    }

    // The form is stored as a hash: four bytes of the tag, then the field as any other. Never accept another.
    [Fact]
    public void AppendOptional_KnownFields_HaveTheSameFormInEveryRelease() => Assert.Equal(
        "01000000" + "61" + "08000000" + "0700000000000000" + "FEFFFFFF" + "02000000" + "6263" + "FCFFFFFF" + "00000000",
        Form("a", 7, (0, "bc"), (2, "")));

    static string Form(string text, long number, params (byte Tag, string? Text)[] optional)
    {
        Span<byte> buffer = new byte[100];
        var form = new FieldForm(buffer);
        form.Write(text);
        form.Write(number);
        foreach ((byte tag, string? value) in optional)
        {
            form.AppendOptional(tag, value);
        }

        return Convert.ToHexString(buffer[..form.Length]);
    }
}
