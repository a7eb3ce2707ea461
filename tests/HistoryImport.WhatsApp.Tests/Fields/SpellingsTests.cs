using System.Text;
using Xunit;

namespace HistoryImport.WhatsApp.Tests.Fields;

public class SpellingsTests
{
    readonly Spellings _spellings = new();
    Repairs _repairs;

    [Fact]
    public void FromUtf8_Repeated_IsOneInstance() =>
        Assert.Same(Read("5511987654321@s.whatsapp.net"), Read("5511987654321@s.whatsapp.net"));

    [Fact]
    public void FromUtf8_ManyOthersBetween_IsTheTextItself()
    {
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"55119{i:00000000}@s.whatsapp.net")];

        Assert.Equal(texts, texts.Select(Read));
        Assert.Equal(texts, texts.Select(Read));
    }

    [Fact]
    public void FromUtf8_MalformedAgain_IsRepairedAgain()
    {
        Assert.Equal("a\uFFFD", _spellings.FromUtf8("a\0"u8, ref _repairs));
        _repairs = Repairs.None;

        Assert.Equal("a\uFFFD", _spellings.FromUtf8("a\0"u8, ref _repairs));
        Assert.Equal(Repairs.Text, _repairs);
    }

    string Read(string text) => _spellings.FromUtf8(Encoding.UTF8.GetBytes(text), ref _repairs);
}
