using HistoryImport.Testing;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Edits whose message is nowhere, and messages that come again with a mark of editing.</summary>
public sealed class EditTests
{
    const long EditTime = 1_700_000_100_000;

    [Fact]
    public async Task ImportAsync_EditWhoseMessageIsNowhere_MakesARowOfTheEditAlone()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited") with { PushName = "Ana", Status = MessageStatus.Read });

        ImportResult result = await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.Equal(("A", false, "edited", EditTime), (row.Key.Id, row.Key.FromMe, row.Body, row.Edit!.TimestampMs));
        Assert.Equal((null, null, null, null), (row.Timestamp, row.Status, row.PushName, row.WireChat));
        Assert.Equal((MessageKind.Text, "", null, true), (row.Content!.Kind, row.Content.Body, row.Content.Media, row.Content.Raw.IsEmpty));
        Assert.Equal((1, 1, 0), (result.Counts.Read, result.Counts.Inserted, result.Counts.Folded));
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_EditUnderItsTargetsId_IsThatMessagesOwnReport()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited", id: "A") with { PushName = "Ana", Status = MessageStatus.Read });

        await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.Equal(("A", "edited", Some.Time + 100, MessageStatus.Read, "Ana", Some.Chat), (row.Key.Id, row.Body, row.Timestamp, row.Status, row.PushName, row.WireChat));
    }

    [Fact]
    public async Task ImportAsync_OriginalComesLater_CompletesTheRow()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A", body: "as sent"));

        await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.Equal(("as sent", "edited", Some.Time), (row.Content!.Body, row.Body, row.Timestamp));
    }

    [Fact]
    public async Task ImportAsync_RequestHasAWindow_LetsTheEditWait()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited"));

        await host.ImportAsync(Some.Request with { Since = DateTimeOffset.UnixEpoch });
        Assert.Empty(host.Rows());

        await host.ImportAsync();
        Assert.Single(host.Rows());
    }

    [Fact]
    public async Task ImportAsync_StoreTakesNoAmendments_MakesNoRowOfAnEdit()
    {
        await using var host = new ImportHost(new InMemoryMessageStore { Features = StoreFeatures.All & ~StoreFeatures.Amendments });
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited"), Some.Amendment(AmendmentKind.Edit, "B", "edited", id: "B"));

        await host.ImportAsync();

        Assert.Empty(host.Rows());
        Assert.Equal(2, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_WhatIsAboutTheEditedMessageWaits_AppliesInTheSameRun()
    {
        await using var host = new ImportHost(configure: options => options.BatchSize = 1);
        await host.ReceiveAsync(
            Some.Amendment(AmendmentKind.Reaction, "A", "👍", id: "R1"), Some.Amendment(AmendmentKind.Revoke, "A", id: "R2"),
            Some.Amendment(AmendmentKind.Edit, "A", "edited", id: "E"));

        ImportResult result = await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.True(row.IsRevoked);
        Assert.Single(row.Reactions);
        Assert.Equal(3, result.Counts.Read);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_UserDeletedTheMessage_IsNotMadeAgainByAnEdit()
    {
        var store = new DeletedStore();
        await using var host = new ImportHost(register: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IMessageStore>(services, store));
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "edited"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((0, 0), (store.Written, result.Counts.Inserted));
        Assert.Equal(0, await host.CachedAsync());
    }

    [Theory]
    [InlineData(null, (Some.Time + 9) * 1000)]
    [InlineData(1_700_000_500_123, 1_700_000_500_123)]
    public async Task ImportAsync_MarkedAsEdited_IsAReportAndAnEdit(long? mark, long time)
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", body: "final", time: Some.Time + 9) with { IsEdited = true, EditedAtMs = mark });

        await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.Equal(("final", time, Some.Time + 9), (row.Body, row.Edit!.TimestampMs, row.Timestamp));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_MarkedAndUnmarked_ContentOfTheUnmarkedStays(bool markedFirst)
    {
        await using var host = new ImportHost();
        HistoryMessage sent = Some.Text("A", body: "draft"), edited = Some.Text("A", body: "final") with { IsEdited = true };
        foreach (HistoryMessage message in markedFirst ? (HistoryMessage[])[edited, sent] : [sent, edited])
        {
            await host.ReceiveAsync(message);
            await host.ImportAsync();
        }

        MessageUpsert row = Row(host);
        Assert.Equal(("draft", "final"), (row.Content!.Body, row.Body));
    }

    [Fact]
    public async Task ImportAsync_MarkedMedia_StaysAboveAnEditAlone()
    {
        await using var host = new ImportHost();
        var media = new MediaDescriptor { MimeType = "image/jpeg" };
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Edit, "A", "later", timestampMs: EditTime + 5));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A", body: "caption") with
        {
            IsEdited = true,
            EditedAtMs = EditTime,
            Content = new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = media },
        });
        await host.ImportAsync();

        MessageUpsert row = Row(host);
        Assert.Equal((MessageKind.Image, media, "later"), (row.Content!.Kind, row.Content.Media, row.Body));
    }

    [Fact]
    public void Versions_OfEditedContent_LieBetweenNoneAndSystemNotes()
    {
        var media = new MessageContent { Kind = MessageKind.Image, Media = new MediaDescriptor { MimeType = "image/png" } };

        Assert.True(default(ContentVersion) < ContentVersion.EditAlone);
        Assert.True(ContentVersion.EditAlone < ContentVersion.OfEdited(media));
        Assert.True(ContentVersion.OfEdited(media) < ContentVersion.Of(new MessageContent { Kind = MessageKind.System }));
        Assert.False(ContentVersion.EditAlone.IsNone);
        Assert.True(ContentVersion.FromBytes(new byte[ContentVersion.Length]).IsNone);
        Assert.Equal(Convert.FromHexString("0000000000000000000000000000000001"), ContentVersion.EditAlone.ToBytes());
    }

    static MessageUpsert Row(ImportHost host) => Assert.Single(host.Store.Rows(Some.Connection));

    /// <summary>Everything was there, and its user deleted it.</summary>
    sealed class DeletedStore : IMessageStore
    {
        public int Written { get; private set; }

        public StoreCapabilities Capabilities => new() { Features = StoreFeatures.All };

        public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
        {
            Written += batch.Items.Count(item => item.Content is not null);
            return new(new UpsertResult([.. batch.Items.Select(_ => UpsertOutcome.Missing)]));
        }

        public ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
            ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default) =>
            new([.. items.Select((item, place) => ExistingMessage.Like(item, place) with { IsDeleted = true })]);
    }
}
