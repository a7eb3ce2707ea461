namespace HistoryImport.WhatsApp;

/// <summary>Other addresses of the chat and the sender, which many libraries write into a key under names of their own.</summary>
sealed class KeyAlternates
{
    string? _senderPn;
    string? _senderLid;
    string? _participantPn;
    string? _participantLid;
    string? _recipientPn;
    string? _recipientLid;
    string? _previousChat;

    public void Read<TReader>(ref TReader reader, int field)
        where TReader : struct, IFieldReader, allows ref struct
    {
        string? text = reader.ReadSpelling();
        switch (field)
        {
            case KeyFields.SenderPn: _senderPn = text; break;
            case KeyFields.SenderLid: _senderLid = text; break;
            case KeyFields.ParticipantPn: _participantPn = text; break;
            case KeyFields.ParticipantLid: _participantLid = text; break;
            case KeyFields.RecipientPn: _recipientPn = text; break;
            case KeyFields.RecipientLid: _recipientLid = text; break;
            default: _previousChat = text; break;
        }
    }

    /// <summary>Adds the pairs that they make with the key's own addresses.</summary>
    public void AddClaims(ref MessageFinds finds, string? chat, string? participant, bool fromMe)
    {
        finds.AddClaim(PhoneField.AddressOf(_participantPn, _participantLid), _participantLid);
        finds.AddClaim(participant, PhoneField.AddressOf(_participantPn, participant));
        finds.AddClaim(participant, _participantLid);
        finds.AddClaim(chat, _previousChat);
        if (fromMe)
        {
            // The sender is our own account, and some libraries put the other side there all the same.
            finds.AddClaim(chat, PhoneField.AddressOf(_recipientPn, chat));
            finds.AddClaim(chat, _recipientLid);
            return;
        }

        bool isGroup = Jid.TryParse(chat, out Jid jid) && !jid.IsPerson;
        string? sender = isGroup ? participant : chat;
        finds.AddClaim(PhoneField.AddressOf(_senderPn, _senderLid), _senderLid);
        finds.AddClaim(sender, PhoneField.AddressOf(_senderPn, sender));
        finds.AddClaim(sender, _senderLid);
    }
}
