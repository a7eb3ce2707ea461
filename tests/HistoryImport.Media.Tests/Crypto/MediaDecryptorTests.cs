using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace HistoryImport.Media.Tests.Crypto;

public class MediaDecryptorTests
{
    public static TheoryData<string> Valid => MediaVector.Names(MediaVector.Valid);

    public static TheoryData<int> Ranges => [.. Enumerable.Range(0, MediaVector.Ranges.Count)];

    public static TheoryData<string> Invalid => MediaVector.Names(MediaVector.Invalid);

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task CopyAsync_WhatTheRealLibraryMade_IsVerifiedAndTheSame(string name)
    {
        JsonNode vector = MediaVector.Named(MediaVector.Valid, name);
        byte[] key = vector.Base64("mediaKey");
        byte[] plain = MediaVector.Plain((int)vector["plainLength"]!);
        string use = vector.Text("info")!;
        Assert.Equal(vector.Text("expanded"), Convert.ToHexStringLower(MediaKeys.Of(key, use).All));

        // The large ones are told by their hashes alone.
        byte[] blob = vector["blob"] is null ? EncryptedMedia.Of(plain, key, use).Blob : vector.Base64("blob");
        Assert.Equal((int)vector["blobLength"]!, blob.Length);
        Assert.Equal(vector.Text("mac"), Convert.ToHexStringLower(blob[^10..]));

        var expected = new ExpectedMedia { Key = key, Use = use, Sha256 = vector.Hex("plainSha256"), EncryptedSha256 = vector.Hex("fileEncSha256") };
        (MediaVerdict verdict, byte[] copied) = await CopyAsync(expected, blob);

        Assert.Equal(new MediaVerdict(MediaReason.None, plain.Length), verdict);
        Assert.Equal(plain, copied);
        Assert.Equal(plain, (await CopyAsync(expected with { Sha256 = null, EncryptedSha256 = null }, blob)).Copied);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task CopyAsync_WhatIsWrong_IsToldByTheFirstCheckThatSeesIt(string name)
    {
        JsonNode vector = MediaVector.Named(MediaVector.Invalid, name);
        MediaReason wanted = vector.Text("mustFail")! switch
        {
            "length" => MediaReason.WrongLength,
            "mac" => MediaReason.WrongMac,
            "encHash" => MediaReason.WrongEncryptedHash,
            "hash" => MediaReason.WrongHash,
            _ => MediaReason.None,
        };
        var expected = new ExpectedMedia
        {
            Key = vector.Base64("mediaKey"),
            Use = MediaVector.Use(vector.Text("type")!),
            Sha256 = vector.Hex("fileSha256"),
            EncryptedSha256 = vector.Hex("fileEncSha256"),
        };

        (MediaVerdict verdict, _) = await CopyAsync(expected, vector.Base64("blob"));

        Assert.Equal(wanted, verdict.Reason);
        Assert.False(verdict.IsPlain);
    }

    /// <summary>What a range of a file decrypts to is what stands there in the whole; but a range alone is verified by nothing, and so nothing here ever asks for one.</summary>
    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task CopyAsync_RangeOfAFile_IsWhatStandsThereButIsNeverVerified(int index)
    {
        JsonNode range = MediaVector.Ranges[index], vector = MediaVector.Named(MediaVector.Valid, range.Text("vector")!);
        byte[] key = vector.Base64("mediaKey");
        string use = vector.Text("info")!;
        byte[] blob = EncryptedMedia.Of(MediaVector.Plain((int)vector["plainLength"]!), key, use).Blob;
        var expected = new ExpectedMedia { Key = key, Use = use, Sha256 = vector.Hex("plainSha256"), EncryptedSha256 = vector.Hex("fileEncSha256") };
        (MediaVerdict whole, byte[] plain) = await CopyAsync(expected, blob);
        Assert.True(whole.IsVerified);

        // Of a start without an end the real library asks for all that follows, or for everything, and yields nothing.
        string[]? bounds = range.Text("rangeHeader")?["bytes=".Length..].Split('-');
        int first = bounds is null ? 0 : int.Parse(bounds[0], CultureInfo.InvariantCulture);
        int last = bounds is [_, { Length: > 0 } end] ? int.Parse(end, CultureInfo.InvariantCulture) : blob.Length - 1;
        byte[] part = blob[first..Math.Min(last + 1, blob.Length)];
        if ((bool)range["equalsSlice"]!)
        {
            (int start, int stop) = ((int)range["startByte"]!, (int)range["endByte"]!);
            byte[] decrypted = Decrypt(part, first, key, use);
            Assert.Equal(plain[start..stop], decrypted.AsSpan(start - (first == 0 ? 0 : first + 16), (int)range["length"]!).ToArray());
        }
        else
        {
            Assert.Equal((0, null), ((int)range["length"]!, (int?)range["endByte"]));
        }

        if (part.Length < blob.Length)
        {
            Assert.False((await CopyAsync(expected, part)).Verdict.IsVerified);
            Assert.False((await CopyAsync(expected with { Sha256 = null, EncryptedSha256 = null }, part)).Verdict.IsVerified);
        }
    }

    [Theory]
    [InlineData("image", MessageKind.Image)]
    [InlineData("sticker", MessageKind.Sticker)]
    [InlineData("video", MessageKind.Video)]
    [InlineData("gif", MessageKind.Video)]
    [InlineData("ptv", MessageKind.VideoNote)]
    [InlineData("audio", MessageKind.Audio)]
    [InlineData("ptt", MessageKind.Voice)]
    [InlineData("document", MessageKind.Document)]
    [InlineData("product", MessageKind.Commerce)]
    public void UseOf_EveryKind_IsWhatTheRealLibraryUses(string type, MessageKind kind) => Assert.Equal(MediaVector.Use(type), MediaKeys.UseOf(kind));

    [Theory]
    [InlineData(131_071)]
    [InlineData(131_072)]
    [InlineData(131_056)]
    [InlineData(131_047)]
    [InlineData(262_144)]
    [InlineData(300_001)]
    public async Task CopyAsync_AroundTheSizeOfAPiece_IsWhole(int length)
    {
        var file = EncryptedMedia.Random(length, length);

        (MediaVerdict verdict, byte[] copied) = await CopyAsync(file.Expected(), file.Blob);

        Assert.True(verdict.IsVerified);
        Assert.Equal(file.Plain, copied);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(255)]
    public async Task CopyAsync_WrongPaddingBehindARightMac_IsDamaged(byte padding)
    {
        byte[] plain = new byte[20];
        var file = EncryptedMedia.Of(plain, new byte[32], pad: bytes => [.. bytes, .. Enumerable.Repeat(padding, 12)]);

        (MediaVerdict verdict, byte[] copied) = await CopyAsync(file.Expected(), file.Blob);

        Assert.Equal(MediaReason.WrongPadding, verdict.Reason);
        Assert.Empty(copied);
    }

    [Fact]
    public async Task CopyAsync_PlainFileWithAKey_IsSeenByItsHash()
    {
        byte[] plain = MediaVector.Plain(42);
        var expected = new ExpectedMedia { Key = new byte[32], Use = "WhatsApp Audio Keys", Sha256 = System.Security.Cryptography.SHA256.HashData(plain) };

        Assert.True((await CopyAsync(expected, plain)).Verdict is { IsPlain: true, IsVerified: false });
        Assert.True((await CopyAsync(expected, plain[..41])).Verdict is { IsPlain: false, IsVerified: false });

        (MediaVerdict verdict, byte[] copied) = await CopyAsync(expected with { Key = null }, plain);
        Assert.True(verdict.IsVerified);
        Assert.Equal(plain, copied);
        Assert.Equal(MediaReason.WrongHash, (await CopyAsync(expected with { Key = null }, plain[..41])).Verdict.Reason);
    }

    [Fact]
    public async Task CopyAsync_PlainFileWithoutAHash_IsNothingThatCouldBeVerified() =>
        Assert.Equal(MediaReason.NothingToVerify, (await CopyAsync(new ExpectedMedia(), [1, 2, 3])).Verdict.Reason);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CopyAsync_LongerThanAllowed_EndsThere(bool isPlain)
    {
        var file = EncryptedMedia.Random(1, 1_000_000);
        ExpectedMedia expected = file.Expected() with { Key = isPlain ? null : file.Key, MaxBytes = 500_000 };

        (MediaVerdict verdict, byte[] copied) = await CopyAsync(expected, file.Blob);

        Assert.Equal(MediaReason.TooLarge, verdict.Reason);
        Assert.True(copied.Length <= 500_000);
    }

    [Fact]
    public async Task CopyAsync_TwentyThousandMutatedFiles_NoneIsVerified()
    {
        var random = new Random(20_260_101);
        EncryptedMedia[] files = [.. new[] { 0, 1, 15, 16, 31, 100, 1000, 140_000 }.Select(length => EncryptedMedia.Random(length + 1, length))];
        for (int i = 0; i < 20_000; i++)
        {
            EncryptedMedia file = files[i % 97 == 0 ? 7 : random.Next(7)];
            byte[] mutated = Mutation.Of(file.Blob, random);

            // With hashes, and by the mac alone.
            ExpectedMedia expected = random.Next(2) == 0 ? file.Expected() : file.Expected() with { Sha256 = null, EncryptedSha256 = null };
            (MediaVerdict verdict, byte[] copied) = await CopyAsync(expected, mutated);

            if (mutated.AsSpan().SequenceEqual(file.Blob))
            {
                Assert.Equal(file.Plain, copied);
            }
            else
            {
                Assert.False(verdict.IsVerified, $"Mutation {i} of {file.Plain.Length} bytes was taken for the file.");
            }
        }
    }

    // The block before a range is its iv; that of the beginning comes from the key.
    static byte[] Decrypt(byte[] part, int first, byte[] key, string use)
    {
        MediaKeys keys = MediaKeys.Of(key, use);
        byte[] iv = first == 0 ? keys.Iv.ToArray() : part[..16];
        byte[] encrypted = first == 0 ? part : part[16..];
        using var aes = Aes.Create();
        aes.Key = keys.CipherKey.ToArray();
        return aes.DecryptCbc(encrypted.AsSpan(0, encrypted.Length / 16 * 16), iv, PaddingMode.None);
    }

    static async Task<(MediaVerdict Verdict, byte[] Copied)> CopyAsync(ExpectedMedia expected, byte[] blob)
    {
        using var target = new MemoryStream();
        MediaVerdict verdict = await new MediaDecryptor(expected).CopyAsync(new MemoryStream(blob), target.WriteAsync, CancellationToken.None);
        return (verdict, target.ToArray());
    }
}
