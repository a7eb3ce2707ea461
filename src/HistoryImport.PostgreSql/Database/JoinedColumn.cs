using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>A column of texts as <c>convert_to(string_agg(…))</c>, which costs the server a third of an array.</summary>
sealed class JoinedColumn : AnswerColumn
{
    /// <summary>Stands between texts: no id and no JID holds a control character.</summary>
    public const char Separator = '\x01';

    public JoinedColumn(NpgsqlDataReader row, int column)
        : base(row, column) => Move(-1, 0);

    /// <summary>Gets whether the last element was read. If not, one of them holds the separator, and none can be relied on.</summary>
    public bool IsAtEnd => Place + Length == Answer.Length;

    public override void Next()
    {
        int place = Place + Length + 1;
        int length = Answer[place..].IndexOf((byte)Separator);
        Move(place, length < 0 ? Answer.Length - place : length);
    }
}
