using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace HistoryImport.AspNetCore.Tests.Signing;

public sealed class BridgeSignatureTests
{
    [Fact]
    public void Sign_VectorOfTheProtocol_IsThatOne()
    {
        Dictionary<string, StringValues> headers = new()
        {
            ["X-History-Timestamp"] = "1700000000000",
            ["Host"] = "example",
            ["X-History-Signature"] = "not of it",
            ["x-history-kind"] = "event",
        };
        string text = BridgeSignature.Base("post", "/history-import/connections/acme/support%20line/deliveries", headers, SHA256.HashData([]));

        Assert.Equal(
            "221fd834e5885b7f6534c764a453afb06e7ad6eb0d75fcfef7510f83bf816e48",
            Convert.ToHexStringLower(BridgeSignature.Sign("synthetic-key-from-bridge-to-host-1", text)));
    }
}
