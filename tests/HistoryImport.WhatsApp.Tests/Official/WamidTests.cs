using FsCheck;
using FsCheck.Fluent;
using HistoryImport.Tests;

namespace HistoryImport.WhatsApp.Tests.Official;

public class WamidTests
{
    const string Customer = "14155550100@s.whatsapp.net";

    [Theory]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA=", Customer, false, "3A0102030405060708AB")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGCBBQzAwMTEyMjMzNDQ1NTY2Nzc4ODk5QUFCQkNDRERFRQA=", Customer, false, "AC00112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBYzRUIwMDEyMzQ1Njc4OUFCQ0RFRjAxAA==", Customer, false, "3EB00123456789ABCDEF01")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGBIwMTIzNDU2Nzg5QUJDREVGMDEA", Customer, true, "0123456789ABCDEF01")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGCBBNTAwMTEyMjMzNDQ1NTY2Nzc4ODk5QUFCQkNDRERFRQA=", Customer, true, "A500112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGBQyQTAxMDIwMzA0MDUwNjA3MDhDRAA=", Customer, true, "2A0102030405060708CD")]
    [InlineData("wamid.HBgLMTU1NTAxMDAxOTkVAgARGCBBNTAwMTEyMjMzNDQ1NTY2Nzc4ODk5QUFCQkNDRERFRQA=", "15550100199@s.whatsapp.net", true, "A500112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgUVVMuMTIzNDU2Nzg5MDEyMzQ1NjcVFAASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA=", "US.12345678901234567@bsuid", false, "3A0102030405060708AB")]
    [InlineData("wamid.HBgTVVMuMTIzNDU2Nzg5MDEyMzQ1NhUUABEYIEE1MDAxMTIyMzM0NDU1NjY3Nzg4OTlBQUJCQ0NEREVFAA==", "US.1234567890123456@bsuid", true, "A500112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgbVVMuRU5ULjEyMzQ1Njc4OTAxMjM0NTY3ODkwFRQAEhgWM0VCMDAxMjM0NTY3ODlBQkNERUYwMQA=", "US.ENT.12345678901234567890@bsuid", false, "3EB00123456789ABCDEF01")]
    [InlineData("wamid.HBgMNTU4NTkwMDAwMDAxFQIAEhggQUMwMDExMjIzMzQ0NTU2Njc3ODg5OUFBQkJDQ0RERUUA", "558590000001@s.whatsapp.net", false, "AC00112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgNNTUxMTkwMDAwMDAwMRUCABIYIEFDMDAxMTIyMzM0NDU1NjY3Nzg4OTlBQUJCQ0NEREVFAA==", "5511900000001@s.whatsapp.net", false, "AC00112233445566778899AABBCCDDEE")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA", Customer, false, "3A0102030405060708AB")]
    [InlineData("wamid.HBgPMTAwMDAwMDAwMDAwMDAxFQYAEhgUM0EwMTAyMDMwNDA1MDYwNzA4QUIA", "", false, "3A0102030405060708AB")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQiUeAA==", Customer, false, "3A0102030405060708AB")]
    [InlineData("wamid.DAIYCzE0MTU1NTUwMTAwFQIAAgQIBhQzQTAxMDIwMzA0MDUwNjA3MDhBQgA=", Customer, false, "3A0102030405060708AB")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGA5vcmRlcl9udW1iZXJfNwA=", Customer, true, "order_number_7")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGAg/Pz4+Pz8+PgA=", Customer, true, "??>>??>>")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgARGAg_Pz4-Pz8-PgA", Customer, true, "??>>??>>")]
    [InlineData("ABGGFBVVUBAPAgo6AQIDBAUGBwir", Customer, false, "3A0102030405060708AB")]
    [InlineData("gBGGFBVVUBAPAgkBI0VniavN7wE", Customer, true, "0123456789ABCDEF01")]
    [InlineData("ABEGVRGQAAABAgo6AQIDBAUGBwir", "551190000001@s.whatsapp.net", false, "3A0102030405060708AB")]
    public void TryParse_WholeId_GivesWhatIsInside(string text, string remote, bool fromMe, string stanzaId)
    {
        Assert.True(Wamid.TryParse(text, out Wamid wamid));

        Assert.Equal((remote, fromMe, stanzaId), (wamid.Remote.Value, wamid.FromMe, wamid.StanzaId));
        Assert.True(wamid.Participant.IsNone);
    }

    [Theory]
    [InlineData("wamid.HBgSMTIwMzYzMDAwMDAwMDAwMDAxFQgAEhgWM0VCMDAxMjM0NTY3ODlBQkNERUYwMRwYCzE0MTU1NTUwMTAwFQIAAA==", Customer)]
    [InlineData("wamid.HBgSMTIwMzYzMDAwMDAwMDAwMDAxFQgAEhgWM0VCMDAxMjM0NTY3ODlBQkNERUYwMRwYFFVTLjEyMzQ1Njc4OTAxMjM0NTY3FRQAAA==", "US.12345678901234567@bsuid")]
    public void TryParse_IdInGroup_GivesTheParticipant(string text, string participant)
    {
        Assert.True(Wamid.TryParse(text, out Wamid wamid));

        Assert.Equal(("120363000000000001@g.us", participant, "3EB00123456789ABCDEF01"), (wamid.Remote.Value, wamid.Participant.Value, wamid.StanzaId));
    }

    [Theory]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUw")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgAA")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgAoFDNBMDEwMjAzMDQwNTA2MDcwOEFCAA==")]
    [InlineData("wamid.HBj/////DzE=")]
    [InlineData("wamid.HBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA==")]
    [InlineData("wamid.N0FCHBgLMTQxNTU1NTAxMDAVAgARGBIwMTIzNDU2Nzg5QUJDREVG")]
    [InlineData("wamid.abc")]
    [InlineData("wamid.")]
    [InlineData("wamid.HBgLMTQxNTU1NT\nAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA=")]
    [InlineData("wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA===")]
    [InlineData("wacid.HBgLMTQxNTU1NTAxMDAVAgARGCBBQzAwMTEyMjMzNDQ1NTY2Nzc4ODk5QUFCQkNDRERFRRwYCzE1NTUwMTAwMTk5FQIAFR4A")]
    [InlineData("3EB00123456789ABCDEF01")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_AnythingElse_IsNone(string? text)
    {
        Assert.False(Wamid.TryParse(text, out Wamid wamid));

        Assert.Equal(default, wamid);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void TryParse_WhatIsNoIdInside_TellsTheDirectionAlone(string stanzaId)
    {
        Assert.True(Wamid.TryParse(WamidText.Of("14155550100", WamidText.Number, fromMe: true, stanzaId), out Wamid wamid));

        Assert.Equal((true, ""), (wamid.FromMe, wamid.StanzaId));
    }

    [Fact]
    public void TryParse_LongerThanIsLookedAt_IsNone()
    {
        string longest = WamidText.Of(new string('1', 330), WamidText.Number, fromMe: true, "AB");

        Assert.True(longest.Length <= Wamid.MaxLength && Wamid.TryParse(longest, out _));
        Assert.False(Wamid.TryParse(WamidText.Of(new string('1', 400), WamidText.Number, fromMe: true, "AB"), out _));
    }

    [Fact]
    public void TryParse_WhatWasWritten_ComesBack() => PropertyCheck.That(
        from bsuid in Gen.Elements(true, false)
        from digits in Gen.Choose(5, 20)
        from seed in Gen.Choose(0, int.MaxValue)
        from fromMe in Gen.Elements(true, false)
        from stanza in Gen.Choose(33, 126).Select(letter => (char)letter).NonEmptyListOf()
        select (bsuid, Number: Digits(digits, seed), fromMe, Stanza: string.Concat(stanza.Take(128))),
        one =>
        {
            string text = WamidText.Of(one.bsuid ? $"US.{one.Number}" : one.Number, one.bsuid ? WamidText.Bsuid : WamidText.Number, one.fromMe, one.Stanza);
            return new[] { text, text.TrimEnd('='), text.Replace('+', '-').Replace('/', '_') }.All(spelling => Wamid.TryParse(spelling, out Wamid wamid)
                && (wamid.FromMe, wamid.StanzaId) == (one.fromMe, one.Stanza)
                && wamid.Remote.User == (one.bsuid ? $"US.{one.Number}" : one.Number));
        });

    [Fact]
    [Trait("Size", "Long")]
    public void TryParse_Mutated_IsNoneOrSound()
    {
        var random = new Random(18);
        string[] seeds = [WamidText.Of("14155550100", 1, true, "3EB0AA"), WamidText.Of("US.1", 10, false, "A5", "1415555", 1), "ABGGFBVVUBAPAgo6AQIDBAUGBwir"];
        for (int i = 0; i < 200_000; i++)
        {
            char[] text = seeds[random.Next(seeds.Length)].ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                text[random.Next(text.Length)] = (char)random.Next(32, 127);
            }

            string mutated = new(text, 0, random.Next(text.Length) + 1);
            bool isOne = Wamid.TryParse(mutated, out Wamid wamid);
            Assert.True(wamid.StanzaId.Length <= 128 && !wamid.StanzaId.Any(char.IsControl));

            // The decoder asks for less, and is told no other way.
            Assert.Equal(isOne, Wamid.TryParse(mutated, out bool fromMe, out string stanzaId));
            Assert.Equal((wamid.FromMe, wamid.StanzaId), (fromMe, stanzaId));
        }
    }

    static string Digits(int count, int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
    }

    [Fact]
    public void ToString_Any_TellsNothing()
    {
        Assert.True(Wamid.TryParse(WamidText.Of("14155550100", WamidText.Number, fromMe: true, "AB"), out Wamid wamid));

        Assert.Equal(nameof(Wamid), wamid.ToString());
    }
}
