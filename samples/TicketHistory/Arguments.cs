using System.Globalization;

namespace HistoryImport.Samples;

/// <summary>What a person wants to watch.</summary>
sealed record Arguments(int Messages, TimeSpan Latency, string Mood)
{
    public const string Usage = "ticket-history [--messages N] [--latency MS] [--mood fine|silent|lossy|phone-only|flaky]";

    static readonly string[] _moods = ["fine", "silent", "lossy", "phone-only", "flaky"];

    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments(400, TimeSpan.FromMilliseconds(300), "fine");
        for (int i = 0; i < args.Length; i += 2)
        {
            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (args[i])
            {
                case "--messages" when isNumber && number >= 1:
                    parsed = parsed with { Messages = number };
                    break;
                case "--latency" when isNumber:
                    parsed = parsed with { Latency = TimeSpan.FromMilliseconds(number) };
                    break;
                case "--mood" when _moods.Contains(value):
                    parsed = parsed with { Mood = value };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }
}
