using System.Diagnostics;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>COPY of bytes that were encoded before the clock starts: what is left is the server's own work on one connection.</summary>
sealed class EncodedCopyImport(PostgreSqlTable table) : Alternative("COPY, encoded beforehand", table)
{
    const int PieceSize = 64 * 1024;

    int _count;
    byte[] _encoded = [];

    public override bool TakesKnown => false;

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        await using NpgsqlConnection connection = await table.OpenNpgsqlAsync();
        if (_count != history.Rows.Length)
        {
            _encoded = await EncodeAsync(connection, history);
            _count = history.Rows.Length;
        }

        long started = Stopwatch.GetTimestamp();
        await using (NpgsqlRawCopyStream copy = connection.BeginRawBinaryCopy($"COPY messages({Schema.Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            for (int from = 0; from < _encoded.Length; from += PieceSize)
            {
                copy.Write(_encoded, from, Math.Min(PieceSize, _encoded.Length - from));
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static async Task<byte[]> EncodeAsync(NpgsqlConnection connection, PeerHistory history)
    {
        await Schema.RunAsync(connection, "CREATE TEMPORARY TABLE encoded(LIKE messages)");
        RowCopy.Write(connection, "encoded", history.Rows);
        using var bytes = new MemoryStream();
        await using (NpgsqlRawCopyStream copy = connection.BeginRawBinaryCopy($"COPY encoded({Schema.Columns}) TO STDOUT (FORMAT BINARY)"))
        {
            await copy.CopyToAsync(bytes);
        }

        await Schema.RunAsync(connection, "DROP TABLE encoded");
        return bytes.ToArray();
    }
}
