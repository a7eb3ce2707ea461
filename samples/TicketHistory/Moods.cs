using HistoryImport.Testing;

namespace HistoryImport.Samples;

/// <summary>The moods a phone can be in, in the words of <see cref="SimulatedPhone"/>.</summary>
static class Moods
{
    public static PhoneMood Of(string mood, TimeSpan latency, int ordinal)
    {
        var fine = new PhoneMood { Answers = [latency] };
        return mood switch
        {
            "silent" => PhoneMood.Silent,

            // The event buffer of some sockets merges an answer into another set, or drops its chats and with them the end of history.
            "lossy" => fine with { TellsRequestId = false, LosesChats = true, MergedInto = ordinal % 2 == 1 },
            "flaky" => (ordinal % 4) switch
            {
                1 => PhoneMood.Silent,
                2 => fine with { Answers = [latency, latency * 2] },
                3 => fine with { TellsRequestId = false },
                _ => fine,
            },
            _ => fine,
        };
    }
}
