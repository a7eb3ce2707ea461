using System.Globalization;

namespace HistoryImport.Media.Tests.Rules;

public class PhoneRulesTests
{
    const string Uploaded = "/uploaded";

    static readonly DateTimeOffset _asked = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The answer may come late: what counts is when it was asked for.
    static readonly DateTimeOffset _answered = _asked.AddDays(3);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void Answered_PathThatDoesNotSayForHowLong_CountsAsThereForTwoWeeksInAnyOrder(int seconds, bool isFresher)
    {
        string told = Path(_asked.AddDays(14).AddSeconds(seconds));

        MediaFile answeredFirst = Tell(Answer(Requested()), told);
        MediaFile toldFirst = Answer(Tell(Requested(), told));

        string fresher = isFresher ? told : Uploaded;
        Assert.Equal((MediaState.Available, fresher), (answeredFirst.State, answeredFirst.Media.DirectPath));
        Assert.Equal((MediaState.Available, fresher), (toldFirst.State, toldFirst.Media.DirectPath));
    }

    [Fact]
    public void Answered_PathThatSaysForHowLong_CountsAsItSays()
    {
        string uploaded = Path(_asked.AddDays(2));

        MediaFile file = PhoneRules.Answered(Requested(), 1, uploaded, _answered);

        Assert.Equal(uploaded, file.Media.DirectPath);
        string fresher = Path(_asked.AddDays(3));
        Assert.Equal(fresher, Tell(file, fresher).Media.DirectPath);
    }

    static MediaFile Requested()
    {
        MediaFile expired = MediaRules.To(
            SomeFile.Of(new MediaDescriptor { Key = new byte[32], DirectPath = Path(_asked.AddDays(-1)) }), MediaState.Expired, MediaReason.LinkExpired, _asked);
        return PhoneRules.Asked(expired, MediaHost.Key("A"), TimeSpan.FromDays(7), _asked);
    }

    static MediaFile Answer(MediaFile file) => PhoneRules.Answered(file, 1, Uploaded, _answered);

    static MediaFile Tell(MediaFile file, string path) => MediaRules.Told(file, path, null, _answered);

    static string Path(DateTimeOffset end) => string.Create(CultureInfo.InvariantCulture, $"/told?oe={end.ToUnixTimeSeconds():X}");
}
