namespace HistoryImport.Media.Tests.Rules;

public class AnyOrderTests
{
    static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly MediaDescriptor _first = new() { Key = new byte[32], DirectPath = "/a?oe=10" };

    /// <summary>What may be reported while the phone was asked.</summary>
    static readonly (string Name, Func<MediaFile, MediaFile> Report)[] _ofPhone =
    [
        ("a fresher path", file => MediaRules.Told(file, "/b?oe=20", null, _now)),
        ("a much fresher path", file => MediaRules.Told(file, "/c?oe=30", null, _now)),
        ("an older path", file => MediaRules.Told(file, "/0?oe=5", null, _now)),
        ("a hostile path", file => MediaRules.Told(file, "//evil.example/x?oe=FFFFFFFF", null, _now)),
        ("uploaded, fresh", file => PhoneRules.Answered(file, 1, "/p?oe=25", _now)),
        ("uploaded, under the known path", file => PhoneRules.Answered(file, 1, "/a?oe=10", _now)),
        ("uploaded, without a path", file => PhoneRules.Answered(file, 1, null, _now)),
        ("uploaded, with an old path", file => PhoneRules.Answered(file, 1, "/q?oe=1", _now)),
        ("uploaded, with a hostile path", file => PhoneRules.Answered(file, 1, "//evil.example/x", _now)),
        ("not found", file => PhoneRules.Answered(file, 2, null, _now)),
        ("cannot read", file => PhoneRules.Answered(file, 3, null, _now)),
        ("an error", file => PhoneRules.Answered(file, 0, null, _now)),
        ("another error", file => PhoneRules.Answered(file, 4, null, _now)),
        ("silence", file => PhoneRules.Silent(file, _now)),
    ];

    /// <summary>What may be reported while a file is fetched: its end, about the path it began with, and what arrives beside it.</summary>
    static readonly (string Name, Func<MediaFile, MediaFile> Report)[] _ends =
    [
        ("expired", file => MediaRules.Expired(file, _first, MediaReason.LinkExpired, _now)),
        ("gone", file => MediaRules.Expired(file, _first, MediaReason.LinkGone, _now)),
        ("wrong length", file => MediaRules.Wrong(file, _first, MediaReason.WrongLength, TimeSpan.FromSeconds(5), _now)),
        ("wrong hash", file => MediaRules.Wrong(file, _first, MediaReason.WrongHash, TimeSpan.FromSeconds(5), _now)),
        ("redirected", file => MediaRules.Refused(file, _first, MediaReason.Redirected, _now)),
        ("stored", file => MediaRules.Stored(file, 5, _now)),
    ];

    [Fact]
    public void Phone_AnyReportsInAnyOrderAndRepeated_ComeToTheSame()
    {
        var random = new Random(11);
        for (int round = 0; round < 4000; round++)
        {
            var reports = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => _ofPhone[random.Next(_ofPhone.Length)]).ToArray();
            string[] ends =
            [
                .. Enumerable.Range(0, 8).Select(_ =>
                {
                    var order = reports.Concat(reports.Take(random.Next(reports.Length))).ToArray();
                    random.Shuffle(order);
                    return Told(order.Aggregate(Requested(), (file, report) => report.Report(file)));
                }).Distinct(),
            ];

            Assert.True(ends.Length == 1, $"{string.Join(", ", reports.Select(report => report.Name))}: {string.Join(" or ", ends)}");
        }
    }

    [Fact]
    public void Fetch_EndAndFresherPathsInAnyOrder_ComeToTheSame()
    {
        var random = new Random(12);
        foreach ((string name, Func<MediaFile, MediaFile> end) in _ends)
        {
            for (int round = 0; round < 200; round++)
            {
                var reports = _ofPhone.Take(4).Where(_ => random.Next(2) == 0).Append((Name: name, Report: end)).ToArray();
                string[] ends =
                [
                    .. Enumerable.Range(0, 6).Select(_ =>
                    {
                        random.Shuffle(reports);
                        return Told(reports.Aggregate(Fetching(), (file, report) => report.Report(file)));
                    }).Distinct(),
                ];

                Assert.True(ends.Length == 1, $"{string.Join(", ", reports.Select(report => report.Name))}: {string.Join(" or ", ends)}");
            }
        }
    }

    [Fact]
    public void Stored_Whatever_StaysStored() =>
        Assert.All(
            _ofPhone.Concat(_ends),
            report => Assert.Equal(MediaState.Stored, report.Report(MediaRules.Stored(Requested(), 5, _now)).State));

    static MediaFile Fetching() => MediaRules.Claimed(MediaRules.Available(SomeFile.Of(_first), MediaReason.None, _now), _now, TimeSpan.FromMinutes(1))!;

    static MediaFile Requested() => PhoneRules.Asked(
        MediaRules.Expired(Fetching(), _first, MediaReason.LinkExpired, _now), MediaHost.Key("A"), TimeSpan.FromSeconds(-1), _now);

    static string Told(MediaFile file) => $"{file.State} {file.Reason} {file.Media.DirectPath} {file.Mismatches}";
}
