using System.Data.Common;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>The parameters of one statement, as they come together.</summary>
sealed class CommandText(DbCommand factory)
{
    readonly List<DbParameter> _parameters = [];

    public object[] Parameters => [.. _parameters];

    /// <summary>Adds a value.</summary>
    /// <returns>How the statement names it.</returns>
    public string Add(object value)
    {
        DbParameter parameter = factory.CreateParameter();
        parameter.ParameterName = $"@p{_parameters.Count}";
        parameter.Value = value;
        _parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
