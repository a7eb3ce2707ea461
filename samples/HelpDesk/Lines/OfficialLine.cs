namespace HistoryImport.Samples;

/// <summary>A number on the official platform, whose webhooks the page replays.</summary>
public sealed record OfficialLine(ConnectionKey Key, string Secret)
{
    public const string App = "demo-app";

    public const string Number = "100000000000001";

    public override string ToString() => Key.Name;
}
