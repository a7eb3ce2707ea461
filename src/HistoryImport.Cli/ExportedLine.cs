using System.Text.Json;

namespace HistoryImport.Cli;

/// <summary>A line of an export: a message, or a name of a person.</summary>
readonly record struct ExportedLine(ExportedMessage? Message = null, ExportedName? Name = null)
{
    public void Write(Stream output)
    {
        if (Message is not null)
        {
            JsonSerializer.Serialize(output, Message, ExportedMessage.JsonTypeInfo);
        }
        else
        {
            JsonSerializer.Serialize(output, Name!, ExportedName.JsonTypeInfo);
        }
    }
}
