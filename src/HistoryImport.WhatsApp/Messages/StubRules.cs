using Stub = HistoryImport.WhatsApp.Wire.WebMessageInfo.Types.StubType;

namespace HistoryImport.WhatsApp;

/// <summary>What a stub says where a message has no content.</summary>
static class StubRules
{
    public static bool IsRevoke(int? stub) => (Stub?)stub is Stub.Revoke or Stub.AdminRevoke;

    /// <summary>Gets what the stub stands for.</summary>
    /// <returns><see langword="null"/> if there is no stub.</returns>
    public static Outcome? Read(int? stub) => (Stub?)stub switch
    {
        null or Stub.Unknown => null,
        Stub.CallMissedVoice or Stub.CallMissedVideo or Stub.CallMissedGroupVoice or Stub.CallMissedGroupVideo => Outcome.Of(MessageKind.Call, ""),
        >= Stub.GroupCreate and <= Stub.GroupParticipantChangeNumber => Outcome.Of(MessageKind.System, ""),
        Stub.IndividualChangeNumber or Stub.ChangeLid => Outcome.Of(MessageKind.System, ""),
        Stub.Ciphertext => Outcome.OfNoise(NoiseWords.Undecryptable),
        _ => Outcome.OfNoise(NoiseWords.Stub),
    };
}
