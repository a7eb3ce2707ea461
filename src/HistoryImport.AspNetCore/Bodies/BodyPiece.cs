using System.Buffers;

namespace HistoryImport.AspNetCore;

/// <summary>A piece of a body.</summary>
sealed class BodyPiece : ReadOnlySequenceSegment<byte>
{
    BodyPiece(ReadOnlyMemory<byte> bytes, long start) => (Memory, RunningIndex) = (bytes, start);

    /// <summary>Puts pieces one behind the other.</summary>
    public static ReadOnlySequence<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        if (pieces.Count == 0)
        {
            return default;
        }

        var first = new BodyPiece(pieces[0], 0);
        BodyPiece last = first;
        foreach (ReadOnlyMemory<byte> bytes in pieces.Skip(1))
        {
            var next = new BodyPiece(bytes, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
