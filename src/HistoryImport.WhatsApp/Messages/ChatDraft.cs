using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>What is said of a chat, field by field.</summary>
struct ChatDraft
{
    string? _number;
    string? _lid;
    string? _accountLid;
    string? _name;
    string? _displayName;
    int? _endOfHistory;

    public string? Id { get; private set; }

    public void Read<TReader>(ref TReader reader, int field)
        where TReader : struct, IFieldReader, allows ref struct
    {
        switch (field)
        {
            case Conversation.IdFieldNumber: AddId(reader.ReadAddress()); break;
            case Conversation.PnJidFieldNumber: _number = reader.ReadAddress(); break;
            case Conversation.LidJidFieldNumber: _lid = reader.ReadAddress(); break;
            case Conversation.AccountLidFieldNumber: _accountLid = reader.ReadAddress(); break;
            case Conversation.NameFieldNumber: _name = PersonName.OrNull(reader.ReadText()); break;
            case Conversation.DisplayNameFieldNumber: _displayName = PersonName.OrNull(reader.ReadText()); break;
            case Conversation.EndOfHistoryTransferTypeFieldNumber: _endOfHistory = reader.ReadEnum(Schema.EndOfHistory); break;
            default: reader.Skip(); break;
        }
    }

    // Rows of a database have an id of their own beside the JID.
    void AddId(string? id) => Id = Id is null || Jid.TryParse(id, out _) ? id : Id;

    /// <summary>Gets the chat; <see langword="null"/> if it has no id.</summary>
    /// <param name="name">The name under which it stands, which is its id if it says no other.</param>
    public readonly HistoryChat? ToChat(string? name = null)
    {
        string? id = Id ?? (Jid.TryParse(name, out _) ? name : null);
        // In a group the LID is that of our own account.
        bool isPerson = Jid.TryParse(id, out Jid jid) && jid.IsPerson;
        return id is null ? null : new HistoryChat
        {
            Id = id,
            NumberJid = isPerson ? PhoneField.AddressOf(_number, id) : null,
            LidJid = isPerson ? _lid ?? _accountLid : null,
            Name = _name ?? _displayName,
            EndOfHistory = _endOfHistory is >= (int)EndOfHistory.MoreRemain and <= (int)EndOfHistory.NoAccess ? (EndOfHistory)_endOfHistory : null,
        };
    }
}
