namespace HistoryImport.WhatsApp.Tests.Decoding;

public class HistoryDecoderOptionsTests
{
    public static TheoryData<string, Action<HistoryDecoderOptions, int>, int, int> Bounds() => new()
    {
        { "MaxInflatedBytes", (options, value) => options.MaxInflatedBytes = value, 1024, 1024 * 1024 * 1024 },
        { "MaxMessageBytes", (options, value) => options.MaxMessageBytes = value, 1024, 256 * 1024 * 1024 },
        { "MaxJsonDepth", (options, value) => options.MaxJsonDepth = value, 16, 10_000 },
        { "MaxJsonProperties", (options, value) => options.MaxJsonProperties = value, 1, int.MaxValue },
        { "MaxProblems", (options, value) => options.MaxProblems = value, 1, int.MaxValue },
        { "PartSize", (options, value) => options.PartSize = value, 1, 100_000 },
        { "PartBytes", (options, value) => options.PartBytes = value, 1024, int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Constructor_EachBound_IsHeld(string name, Action<HistoryDecoderOptions, int> set, int least, int most)
    {
        foreach (int good in new[] { least, most })
        {
            var options = new HistoryDecoderOptions();
            set(options, good);
            Assert.NotNull(new HistoryDecoder(options));
        }

        foreach (int bad in new[] { least - 1, most == int.MaxValue ? -1 : most + 1 })
        {
            var options = new HistoryDecoderOptions();
            set(options, bad);
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryDecoder(options)).ParamName);
        }
    }

    [Fact]
    public void Bounds_EveryOption_IsAmongThem() =>
        Assert.Equal(typeof(HistoryDecoderOptions).GetProperties().Select(property => property.Name).Order(), Bounds().Select(row => row.Data.Item1).Order());
}
