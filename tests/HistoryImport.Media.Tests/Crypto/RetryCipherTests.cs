using System.Text.Json.Nodes;

namespace HistoryImport.Media.Tests.Crypto;

public class RetryCipherTests
{
    [Fact]
    public void Request_WithTheNonceOfTheRealLibrary_IsTheSame()
    {
        JsonNode vector = MediaVector.Named(MediaVector.Retry, "request");
        string id = vector.Text("id")!;

        Assert.Equal(vector.Text("plaintext"), Convert.ToHexStringLower(RetryMessage.Request(id)));
        Assert.Equal(vector.Text("ciphertext"), Convert.ToHexStringLower(RetryCipher.Request(vector.Base64("mediaKey"), id, vector.Hex("iv"))));
        (byte[] one, byte[] iv) = RetryCipher.Request(vector.Base64("mediaKey"), id);
        Assert.NotEqual(one, RetryCipher.Request(vector.Base64("mediaKey"), id).Ciphertext);
        Assert.Equal(id, RetryCipher.Answer(vector.Base64("mediaKey"), id, one, iv)!.MessageId);
    }

    [Theory]
    [InlineData("GENERAL_ERROR")]
    [InlineData("SUCCESS")]
    [InlineData("NOT_FOUND")]
    [InlineData("DECRYPTION_ERROR")]
    public void Answer_OfThePhone_IsRead(string name)
    {
        JsonNode vector = MediaVector.Named(MediaVector.Retry, name);

        RetryMessage answer = RetryCipher.Answer(vector.Base64("mediaKey"), vector.Text("id")!, vector.Hex("ciphertext"), vector.Hex("iv"))!;

        Assert.Equal((vector.Text("id"), vector.Text("directPath"), (int)vector["value"]!), (answer.MessageId, answer.DirectPath, answer.Result));
    }

    [Theory]
    [InlineData("wrong id")]
    [InlineData("wrong key")]
    public void Answer_WhatTheRealLibraryCannotRead_IsNone(string name)
    {
        JsonNode vector = MediaVector.Named(MediaVector.Retry, name), good = MediaVector.Named(MediaVector.Retry, "SUCCESS");
        Assert.True((bool)vector["mustFail"]!);

        Assert.Null(RetryCipher.Answer(
            name == "wrong key" ? new byte[32] : good.Base64("mediaKey"),
            name == "wrong id" ? "3EB0SYNTHETIC0000002" : good.Text("id")!,
            good.Hex("ciphertext"),
            good.Hex("iv")));
    }

    [Fact]
    public void Answer_WrongIdKeyNonceOrBytes_IsNone()
    {
        JsonNode vector = MediaVector.Named(MediaVector.Retry, "SUCCESS");
        (byte[] key, string id, byte[] sealedBytes, byte[] iv) = (vector.Base64("mediaKey"), vector.Text("id")!, vector.Hex("ciphertext"), vector.Hex("iv"));

        Assert.NotNull(RetryCipher.Answer(key, id, sealedBytes, iv));
        Assert.Null(RetryCipher.Answer(key, id + "0", sealedBytes, iv));
        Assert.Null(RetryCipher.Answer(new byte[32], id, sealedBytes, iv));
        Assert.Null(RetryCipher.Answer(key, id, sealedBytes, [.. iv.Reverse()]));
        Assert.Null(RetryCipher.Answer(key, id, sealedBytes, iv.AsSpan(0, 11)));
        Assert.Null(RetryCipher.Answer(key, id, sealedBytes.AsSpan(0, 15), iv));
        Assert.Null(RetryCipher.Answer(key, id, [], []));
        for (int i = 0; i < sealedBytes.Length; i++)
        {
            byte[] mutated = [.. sealedBytes];
            mutated[i] ^= 1;
            Assert.Null(RetryCipher.Answer(key, id, mutated, iv));
        }
    }

    [Fact]
    public void Parse_RandomBytes_NeverThrows()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            _ = RetryMessage.Parse(bytes);
        }
    }
}
