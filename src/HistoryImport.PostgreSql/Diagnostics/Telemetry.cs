using System.Diagnostics.Metrics;

namespace HistoryImport.PostgreSql;

/// <summary>The meter, named <c>HistoryImport.PostgreSql</c>. No tag holds a tenant, a JID or a text.</summary>
sealed class Telemetry : IDisposable
{
    const string Name = "HistoryImport.PostgreSql";

    readonly Meter _meter;
    readonly Counter<long> _repetitions;
    readonly Counter<long> _lostRaces;

    public Telemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _repetitions = _meter.CreateCounter<long>("history_import.postgresql.repetitions", "{repetition}", "Work done again after a transient failure, by SQLSTATE or type.");
        _lostRaces = _meter.CreateCounter<long>("history_import.postgresql.lost_races", "{batch}", "Batches written again because another writer was first.");
    }

    public void Repeated(string error) => _repetitions.Add(1, new KeyValuePair<string, object?>("error", error));

    public void RaceLost() => _lostRaces.Add(1);

    public void Dispose() => _meter.Dispose();
}
