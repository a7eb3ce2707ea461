namespace HistoryImport.Media.Tests.Phone;

/// <summary>The servers no longer have the file, and the phone is asked.</summary>
public sealed class PhoneTests : IAsyncLifetime
{
    const string Fresh = "/v/t62.7118-24/1234_n.enc?ccb=11-4&oh=02&oe=66F0A000";

    readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    MediaHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync();
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(SomeFile.Path)));
        _host.Serve((Fresh, _file.Blob));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public static TheoryData<string, MediaState, MediaReason> Moods() => new()
    {
        { "uploaded", MediaState.Stored, MediaReason.None },
        { "uploaded, told decrypted", MediaState.Stored, MediaReason.None },
        { "uploaded without a path", MediaState.Pending, MediaReason.PhoneFailed },
        { "uploaded to a hostile path", MediaState.Pending, MediaReason.PhoneFailed },
        { "not found", MediaState.GoneFromPhone, MediaReason.NotOnPhone },
        { "error 2", MediaState.GoneFromPhone, MediaReason.NotOnPhone },
        { "cannot read", MediaState.Expired, MediaReason.PhoneCannotRead },
        { "error 3", MediaState.Expired, MediaReason.PhoneCannotRead },
        { "general error", MediaState.Pending, MediaReason.PhoneFailed },
        { "error 0", MediaState.Pending, MediaReason.PhoneFailed },
        { "error 1", MediaState.Pending, MediaReason.PhoneFailed },
        { "error 4", MediaState.Pending, MediaReason.PhoneFailed },
        { "error 500", MediaState.Pending, MediaReason.PhoneFailed },
        { "about another message", MediaState.Pending, MediaReason.NoAnswer },
        { "with another key", MediaState.Pending, MediaReason.NoAnswer },
        { "about another chat", MediaState.Pending, MediaReason.NoAnswer },
        { "without a word", MediaState.Pending, MediaReason.NoAnswer },
        { "nothing", MediaState.Pending, MediaReason.NoAnswer },
        { "away", MediaState.Pending, MediaReason.PhoneAway },
        { "socket throws", MediaState.Pending, MediaReason.PhoneAway },
        { "socket cannot", MediaState.Expired, MediaReason.NoPhone },
    };

    [Theory]
    [MemberData(nameof(Moods))]
    public async Task RecoverAsync_AnyMoodOfThePhone_ComesToItsState(string mood, MediaState state, MediaReason reason)
    {
        _host.Phone.Status = mood switch { "away" => ReuploadStatus.NotReady, "socket cannot" => ReuploadStatus.NotSupported, _ => ReuploadStatus.Requested };
        _host.Phone.Throws = mood == "socket throws";
        _host.Phone.Mood = asked => mood switch
        {
            "uploaded" => MoodyPhone.Encrypted(asked, 1, Fresh),
            "uploaded, told decrypted" => MoodyPhone.Error(asked, 1) with { DirectPath = Fresh },
            "uploaded without a path" => MoodyPhone.Encrypted(asked, 1),
            "uploaded to a hostile path" => MoodyPhone.Encrypted(asked, 1, "//evil.example/x"),
            "not found" => MoodyPhone.Encrypted(asked, 2),
            "cannot read" => MoodyPhone.Encrypted(asked, 3),
            "general error" => MoodyPhone.Encrypted(asked, 0),
            "about another message" => MoodyPhone.Encrypted(asked, 1, Fresh, id: "B"),
            "with another key" => MoodyPhone.Encrypted(asked, 1, Fresh, key: new byte[32]),
            "about another chat" => MoodyPhone.Error(asked, 2) with { Chat = "5511900000009@s.whatsapp.net" },
            "without a word" => new MediaAnswer { Chat = asked.Chat, MessageId = asked.MessageId },
            _ when mood.StartsWith("error ", StringComparison.Ordinal) => MoodyPhone.Error(asked, int.Parse(mood[6..], System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };

        MediaItem item = await _host.RecoverInTimeAsync("A");

        Assert.Equal((state, reason), (item.State, item.Reason));
        Assert.Equal(state == MediaState.Stored ? 1 : 0, _host.Sink.Files.Count);
        Assert.Single(_host.Phone.Asked);
        Assert.NotEqual(item.ToSentence("en"), item.ToSentence("pt-BR"));
    }

    public static TheoryData<string> Errors => [.. MediaVector.Retry.Select(vector => vector.Text("name")!).Where(name => name.StartsWith("error node", StringComparison.Ordinal))];

    /// <summary>What the real library makes of an error of the phone is a status of its own; of one it makes nothing, and its caller waits for ever.</summary>
    [Theory]
    [MemberData(nameof(Errors))]
    public async Task RecoverAsync_ErrorOfThePhone_IsWhatTheRealLibraryTakesItFor(string name)
    {
        var vector = MediaVector.Named(MediaVector.Retry, name);
        _host.Phone.Mood = asked => MoodyPhone.Error(asked, int.Parse(name["error node code ".Length..], System.Globalization.CultureInfo.InvariantCulture));

        MediaItem item = await _host.RecoverInTimeAsync("A");

        Assert.Equal(
            (int?)vector["statusCode"] switch
            {
                404 => (MediaState.GoneFromPhone, MediaReason.NotOnPhone),
                412 => (MediaState.Expired, MediaReason.PhoneCannotRead),
                418 or 500 or null => (MediaState.Pending, MediaReason.PhoneFailed),
                { } status => throw new InvalidOperationException($"Say what {status} means."),
            },
            (item.State, item.Reason));
        Assert.True(vector["statusCode"] is not null || vector["throws"] is not null);
    }

    [Fact]
    public async Task RecoverAsync_ChatThatThePhoneKnowsByAnotherJid_ItsAnswerCounts()
    {
        await _host.WriteAsync(MediaHost.Message("L", EncryptedMedia.Random(2, 100).Descriptor(SomeFile.Path)) with { WireChat = "100000000000001@lid" });
        _host.Phone.Mood = asked => MoodyPhone.Error(asked, 2);

        Assert.Equal(MediaState.GoneFromPhone, (await _host.RecoverInTimeAsync("L")).State);
        Assert.Equal("100000000000001@lid", Assert.Single(_host.Phone.Asked).Chat);
    }

    [Fact]
    public async Task RecoverAsync_NobodySaidToAsk_NobodyIsAsked()
    {
        Assert.Equal(MediaState.Expired, (await _host.RecoverAsync("A")).State);
        Assert.Empty(_host.Phone.Asked);
    }

    [Fact]
    public async Task RequestAsync_OneChatAndGroup_SaysWhatThePhoneNeeds()
    {
        var inGroup = EncryptedMedia.Random(2, 10);
        await _host.WriteAsync(MediaHost.Message("G", inGroup.Descriptor("/g?oe=1"), MediaHost.Group, MediaHost.Contact) with { WireChat = MediaHost.Group.Value });
        _host.Phone.Status = ReuploadStatus.NotReady;

        await _host.RecoverAsync("A", askPhone: true);
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("G", MediaHost.Group, MediaHost.Contact)], AskPhone = true });

        MediaReupload[] asked = [.. _host.Phone.Asked];
        Assert.Equal([("A", MediaHost.Contact.Value, null), ("G", MediaHost.Group.Value, MediaHost.Contact.Value)], asked.Select(one => (one.MessageId, one.Chat, one.Participant)));
        Assert.Equal(_file.Key, asked[0].MediaKey.ToArray());
        Assert.Equal("A", RetryCipher.Answer(_file.Key, "A", asked[0].Ciphertext.Span, asked[0].Iv.Span)!.MessageId);
    }

    [Fact]
    public async Task RecoverAsync_Channel_IsNotAskedFor()
    {
        Jid channel = Jid.Parse("120363000000000002@newsletter");
        await _host.WriteAsync(MediaHost.Message("N", _file.Descriptor("/n?oe=1") with { EncryptedSha256 = new byte[32] }, channel));

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("N", channel)], AskPhone = true });

        Assert.Equal(MediaState.Expired, result.Items[0].State);
        Assert.Empty(_host.Phone.Asked);
    }

    [Fact]
    public async Task ReceiveAsync_LateAnswer_MakesItAvailableAgain()
    {
        MediaItem item = await _host.RecoverInTimeAsync("A");
        Assert.Equal((MediaState.Pending, MediaReason.NoAnswer), (item.State, item.Reason));

        Assert.True(await _host.Answers.ReceiveAsync(MediaHost.Connection, MoodyPhone.Encrypted(_host.Phone.Asked.First(), 1, Fresh)));
        Assert.False(await _host.Answers.ReceiveAsync(new ConnectionKey("tenant", "other"), MoodyPhone.Encrypted(_host.Phone.Asked.First(), 1, Fresh)));

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_AskedAMomentAgo_IsNotAskedAgain()
    {
        await _host.RecoverInTimeAsync("A");
        await _host.RecoverInTimeAsync("A");
        Assert.Single(_host.Phone.Asked);

        _host.Time.Advance(TimeSpan.FromMinutes(10));
        await _host.RecoverInTimeAsync("A");
        Assert.Equal(2, _host.Phone.Asked.Count);
    }

    [Fact]
    public async Task RecoverAsync_PhoneFailed_IsAskedAgainAnotherDay()
    {
        _host.Phone.Mood = asked => MoodyPhone.Error(asked, 0);
        await _host.RecoverInTimeAsync("A");

        _host.Time.Advance(TimeSpan.FromHours(19));
        await _host.RecoverInTimeAsync("A");
        Assert.Single(_host.Phone.Asked);

        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.RecoverInTimeAsync("A");
        Assert.Equal(2, _host.Phone.Asked.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RecoverAsync_PhoneSaidNever_IsNotAskedAgain(int code)
    {
        _host.Phone.Mood = asked => MoodyPhone.Error(asked, code);
        MediaItem before = await _host.RecoverInTimeAsync("A");
        _host.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(before.State, (await _host.RecoverInTimeAsync("A")).State);
        Assert.Single(_host.Phone.Asked);
    }

    [Fact]
    public async Task RecoverAsync_BudgetOfTheHour_IsKept()
    {
        await using MediaHost host = await MediaHost.StartAsync(options => options.RequestsPerChatPerHour = 3);
        EncryptedMedia[] files = [.. Enumerable.Range(0, 5).Select(i => EncryptedMedia.Random(i, 10))];
        await host.WriteAsync([.. files.Select((file, i) => MediaHost.Message($"M{i}", file.Descriptor($"/{i}?oe=1")))]);
        host.Phone.Mood = asked => MoodyPhone.Error(asked, 2);
        var order = new MediaOrder { Chat = MediaHost.Contact, AskPhone = true };

        MediaResult result = await host.Recovery.RecoverAsync(MediaHost.Connection, order);
        Assert.Equal(3, host.Phone.Asked.Count);
        Assert.Equal(2, result.Items.Count(item => item is { State: MediaState.Pending, Reason: MediaReason.BudgetUsed }));

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Recovery.RecoverAsync(MediaHost.Connection, order);
        Assert.Equal(5, host.Phone.Asked.Count);
    }

    [Fact]
    public async Task RecoverAsync_ManyAtOnce_AreAskedOneAfterTheOtherWithPauses()
    {
        await using MediaHost host = await MediaHost.StartAsync(options => options.PhoneGap = TimeSpan.FromSeconds(1));
        EncryptedMedia[] files = [.. Enumerable.Range(0, 10).Select(i => EncryptedMedia.Random(i, 10))];
        await host.WriteAsync([.. files.Select((file, i) => MediaHost.Message($"M{i}", file.Descriptor($"/{i}?oe=1")))]);
        var times = new List<DateTimeOffset>();
        host.Phone.Mood = asked =>
        {
            times.Add(host.Time.GetUtcNow());
            return MoodyPhone.Error(asked, 2);
        };

        // The servers first: they are of the real time.
        await host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Chat = MediaHost.Contact });
        Task recovering = host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Chat = MediaHost.Contact, AskPhone = true }).AsTask();
        while (!recovering.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await recovering;
        TimeSpan[] gaps = [.. times.Zip(times.Skip(1), (one, next) => next - one)];
        Assert.Equal(9, gaps.Length);
        Assert.All(gaps, gap => Assert.True(gap >= TimeSpan.FromMilliseconds(500), $"{gap}"));
        Assert.True(gaps.Distinct().Count() > 1);
    }
}
