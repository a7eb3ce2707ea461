using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>What was read of an id of the official business platform: a struct in Thrift's compact protocol, or the bytes of before 2022.</summary>
struct WamidDraft
{
    const int RemoteField = 1;
    const int FromMeField = 2;
    const int StanzaField = 3;
    const int ParticipantField = 4;

    const int TextField = 1;
    const int DomainField = 2;

    const int NumberDomain = 1;
    const int GroupDomain = 4;
    const int BsuidDomain = 10;

    bool _hasRemote;
    bool _hasDirection;
    bool _hasStanza;
    bool _hasParticipant;

    /// <summary>Whether addresses are wanted; else it is only seen to that they are whole.</summary>
    public bool ReadsAddresses { get; init; }

    public Jid Remote { get; private set; }

    public bool FromMe { get; private set; }

    public string StanzaId { readonly get => field ?? ""; private set; }

    public Jid Participant { get; private set; }

    public bool TryRead(ReadOnlySpan<byte> bytes)
    {
        if (!ReadsAddresses && TryReadUsual(bytes))
        {
            return true;
        }

        var reader = new CompactReader(bytes);
        while (reader.Next(out int field, out int type))
        {
            bool isRead = (field, type) switch
            {
                (RemoteField, CompactReader.Struct) when !_hasRemote => _hasRemote = TryReadAddress(ref reader, out Jid remote) && Keep(remote),
                (FromMeField, CompactReader.True or CompactReader.False) when !_hasDirection => _hasDirection = SetDirection(type == CompactReader.True),
                (StanzaField, CompactReader.Binary) when !_hasStanza => _hasStanza = TryReadStanza(ref reader),
                (ParticipantField, CompactReader.Struct) when !_hasParticipant => _hasParticipant = TryReadParticipant(ref reader),
                (RemoteField or FromMeField or StanzaField or ParticipantField, _) => false,
                _ => reader.Skip(type),
            };
            if (!isRead)
            {
                return false;
            }
        }

        return reader.IsAtEnd && _hasRemote && _hasDirection && _hasStanza;
    }

    /// <summary>Reads the form of before 2022: 00 or 80 for the direction, 11, the number of bytes with digits, two digits a byte, 02, a length, the id.</summary>
    public bool TryReadOlder(ReadOnlySpan<byte> bytes)
    {
        const byte Out = 0x80, In = 0x00, Odd = 0x80, Version = 0x11, IdMark = 0x02;
        if (bytes.Length < 3 || bytes[0] is not (Out or In) || bytes[1] != Version)
        {
            return false;
        }

        FromMe = bytes[0] == Out;
        int count = bytes[2] & ~Odd;
        bool isOdd = (bytes[2] & Odd) != 0;
        bytes = bytes[3..];
        if (count == 0 || bytes.Length < count + 2 || !TryReadDigits(bytes[..count], isOdd, out string number))
        {
            return false;
        }

        bytes = bytes[count..];
        if (bytes[0] != IdMark || bytes[1] == 0 || bytes.Length != bytes[1] + 2)
        {
            return false;
        }

        StanzaId = IdOrNone(Convert.ToHexString(bytes[2..]));
        return Keep(ReadsAddresses ? AddressOf(number, NumberDomain) : default);
    }

    // Nearly every id has these fields alone, in short form: a walk through them costs several times as much.
    bool TryReadUsual(ReadOnlySpan<byte> bytes)
    {
        const byte InStruct = 0x1C, InBinary = 0x18, InInt32 = 0x15, Out = 0x11, In = 0x12, LongVarint = 0x80;
        if (bytes.Length < 3 || bytes[0] != InStruct || bytes[1] != InBinary || bytes[2] >= LongVarint)
        {
            return false;
        }

        int behind = 3 + bytes[2];
        if (bytes.Length < behind + 6)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes[behind..];
        bool isUsual = rest[0] == InInt32 && rest[1] < LongVarint && rest[2] == 0 && rest[3] is Out or In && rest[4] == InBinary
            && rest[5] is > 0 and < LongVarint && rest.Length == 7 + rest[5] && rest[^1] == 0;
        if (isUsual)
        {
            FromMe = rest[3] == Out;
            StanzaId = IdOrNone(Encoding.UTF8.GetString(rest[6..^1]));
        }

        return isUsual;
    }

    bool Keep(Jid remote)
    {
        Remote = remote;
        return true;
    }

    bool SetDirection(bool fromMe)
    {
        FromMe = fromMe;
        return true;
    }

    bool TryReadParticipant(ref CompactReader reader)
    {
        bool isRead = TryReadAddress(ref reader, out Jid participant);
        Participant = participant;
        return isRead;
    }

    bool TryReadStanza(ref CompactReader reader)
    {
        bool isRead = reader.TryReadBinary(out ReadOnlySpan<byte> text);
        StanzaId = isRead ? IdOrNone(Encoding.UTF8.GetString(text)) : "";
        return isRead && !text.IsEmpty;
    }

    readonly bool TryReadAddress(ref CompactReader reader, out Jid address)
    {
        address = default;
        if (!reader.Enter())
        {
            return false;
        }

        ReadOnlySpan<byte> text = default;
        bool hasText = false;
        int? domain = null;
        while (reader.Next(out int field, out int type))
        {
            bool isRead;
            switch (field)
            {
                case TextField when type == CompactReader.Binary && !hasText:
                    isRead = hasText = reader.TryReadBinary(out text);
                    break;
                case DomainField when type == CompactReader.Int32 && domain is null:
                    isRead = reader.TryReadInt32(out int number);
                    domain = number;
                    break;
                default:
                    isRead = field is not (TextField or DomainField) && reader.Skip(type);
                    break;
            }

            if (!isRead)
            {
                return false;
            }
        }

        address = hasText && domain is not null && ReadsAddresses ? AddressOf(Encoding.UTF8.GetString(text), domain.Value) : default;
        return reader.TryLeave() && hasText && domain is not null;
    }

    static bool TryReadDigits(ReadOnlySpan<byte> bytes, bool isOdd, out string number)
    {
        string digits = Convert.ToHexString(bytes);
        bool isFilled = digits.EndsWith('F');
        number = isOdd ? digits[..^1] : digits;
        return isFilled == isOdd && !number.AsSpan().ContainsAnyExceptInRange('0', '9');
    }

    static string IdOrNone(string text) => WireIds.IsValid(text) && !text.Contains(Texts.Replacement, StringComparison.Ordinal) ? text : "";

    static Jid AddressOf(string text, int domain)
    {
        string server = domain switch
        {
            NumberDomain when OfficialAddress.IsNumber(text) => OfficialAddress.NumberServer,
            GroupDomain when OfficialAddress.IsNumber(text) => OfficialAddress.GroupServer,
            BsuidDomain => OfficialAddress.BsuidServer,
            _ => "",
        };
        return Jid.TryParse(text + server, out Jid jid) ? jid : default;
    }
}
