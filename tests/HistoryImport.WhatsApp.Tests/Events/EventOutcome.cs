using System.Text;

namespace HistoryImport.WhatsApp.Tests.Events;

/// <summary>What becomes of an event, in the words of docs/events.md.</summary>
static class EventOutcome
{
    /// <summary>Decodes a payload and says what came out of it.</summary>
    public static async Task<string> OfAsync(string payload)
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(Encoding.UTF8.GetBytes(payload));
        string[] words =
        [
            .. Decode.Messages(parts).SelectMany(OfMessage),
            .. parts.SelectMany(part => part.Chats).Select(_ => "chat"),
            .. parts.SelectMany(part => part.Contacts).Select(OfContact),
            .. parts.SelectMany(part => part.GetClaims()).Select(_ => "pair"),
            .. parts.SelectMany(part => part.WithoutHistory).Select(pair => $"no history (`{pair.Key}`)"),
            .. parts.Where(part => part.IsDeclined).Select(_ => "declined"),
            .. Decode.Problems(parts).Select(problem => "problem: " + problem.Reason),
            .. failure is null ? [] : (string[])["refused: nothing in it is understood"],
        ];
        return words.Length == 0 ? "nothing" : string.Join(", ", words.Distinct());
    }

    static IEnumerable<string> OfMessage(HistoryMessage message)
    {
        if (message.Noise is { } noise)
        {
            yield return $"left out (`{noise}`)";
        }

        if (message.Content is { } content)
        {
            yield return content.Kind == MessageKind.System ? "system note" : message.IsEdited ? "edit, with its message" : "message";
        }

        if (message.IsRevoked || message.Amendment?.Kind == AmendmentKind.Revoke)
        {
            yield return "revoke";
        }

        if (message.Reactions.Count > 0 || message.Amendment?.Kind == AmendmentKind.Reaction)
        {
            yield return (message.Reactions is [{ } reaction, ..] ? reaction.Emoji : message.Amendment?.Text) is { Length: > 0 } ? "reaction" : "reaction taken back";
        }

        if (message.Amendment?.Kind is AmendmentKind.Edit)
        {
            yield return "edit";
        }

        if (message.Amendment?.Kind is AmendmentKind.Status)
        {
            yield return "ack";
        }

        if (message.Amendment?.Kind is AmendmentKind.FollowUp)
        {
            yield return "content";
        }
    }

    static string OfContact(HistoryContact contact) => contact is { Name: null, PushName: null } ? "contact" : "name";
}
