using System.Text.Json.Nodes;

namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>One conversation, told by a socket and by the official business platform, in pieces that come in any order.</summary>
sealed class BothRoads
{
    const int Customers = 3;
    const int MessagesOfEach = 12;
    const long Start = 1_788_000_000;
    const string Own = Webhook.Own;

    readonly Random _random;
    readonly List<JsonObject> _socket = [];
    readonly List<string> _payloads = [];
    readonly List<string> _expected = [];

    public BothRoads(int seed)
    {
        _random = new Random(seed);
        for (int customer = 0; customer < Customers; customer++)
        {
            AddCustomer(customer);
        }

        for (int at = 0; at < _socket.Count; at += 4)
        {
            _payloads.Add(new JsonObject { ["messages"] = new JsonArray([.. _socket.Skip(at).Take(4)]), ["syncType"] = 3 }.ToJsonString());
        }
    }

    /// <summary>What is delivered.</summary>
    public IReadOnlyList<string> Payloads => _payloads;

    /// <summary>The rows, as <see cref="Row"/> writes them, in order.</summary>
    public IReadOnlyList<string> Expected => [.. _expected.Order(StringComparer.Ordinal)];

    public static string Row(string chat, string id, bool fromMe, long? time, string kind, string body, string? status, bool isEdited, bool isRevoked, string reactions, bool isOfficial) =>
        $"{chat} {id} {fromMe} {time} {kind} '{body}' {status} {isEdited} {isRevoked} {reactions} {isOfficial}";

    void AddCustomer(int customer)
    {
        string number = $"1415555020{customer}";
        string bsuid = $"US.5000000000{customer}";
        string lid = $"77700000000000{customer}@lid";
        _payloads.Add($$"""{"chats": [{"id": "{{lid}}", "pnJid": "{{number}}@s.whatsapp.net"}], "messages": []}""");
        _payloads.Add(Webhook.Of("messages", $$""" "contacts": [{"profile": {"name": "C"}, "wa_id": "{{number}}", "user_id": "{{bsuid}}"}], "messages": [] """));
        for (int i = 0; i < MessagesOfEach; i++)
        {
            AddMessage(new Message($"3EB0{customer:X2}{i:X4}", i % 2 == 0, Start + 1000 * customer + 10 * i, number, bsuid, lid));
        }
    }

    void AddMessage(Message message)
    {
        bool isMedia = _random.Next(3) == 0;
        bool byHistory = _random.Next(2) == 0;
        bool byLive = !isMedia && _random.Next(2) == 0;
        bool bySocket = !byHistory && !byLive || _random.Next(2) == 0;
        string body = $"words of {message.Id}";
        long time = long.MaxValue;
        MessageStatus? status = null;
        if (bySocket)
        {
            time = message.Time + _random.Next(3);
            status = Raise(status, message.FromMe ? (MessageStatus)_random.Next(1, 6) : null);
            AddSocket(message, isMedia, body, time, status);
        }

        if (byHistory)
        {
            long told = message.Time + _random.Next(3);
            (string word, MessageStatus of)[] words = [("DELIVERED", MessageStatus.Delivered), ("read", MessageStatus.Read), ("SENT", MessageStatus.Server)];
            (string context, MessageStatus contextStatus) = words[_random.Next(words.Length)];
            time = Math.Min(time, told);
            status = Raise(status, message.FromMe ? contextStatus : null);
            AddHistory(message, isMedia, body, told, context);
            if (isMedia)
            {
                AddFollowUp(message, body);
            }
        }

        if (byLive)
        {
            long told = message.Time + _random.Next(3);
            time = Math.Min(time, told);
            AddLive(message, $""" "timestamp": "{told}", "type": "text", "text": {Object("body", body)} """);
        }

        if (message.FromMe && _random.Next(2) == 0)
        {
            status = Raise(status, MessageStatus.Read);
            _payloads.Add(Webhook.Of("messages", $$""" "statuses": [{"id": "{{IdOf(message)}}", "status": "read", "timestamp": "1", "recipient_user_id": "{{message.Bsuid}}"}] """));
        }

        (bool isEdited, string shown) = AddEdit(message, isMedia, body);
        bool isRevoked = AddRevoke(message);
        string reactions = AddReaction(message);
        _expected.Add(Row(
            $"{message.Number}@s.whatsapp.net", message.Id, message.FromMe, time, isMedia ? "image" : "text", shown, status?.ToName(), isEdited, isRevoked, reactions,
            byHistory || byLive));
    }

    void AddSocket(Message message, bool isMedia, string body, long time, MessageStatus? status)
    {
        JsonObject content = isMedia
            ? new JsonObject { ["imageMessage"] = new JsonObject { ["caption"] = body, ["directPath"] = "/v/1", ["mediaKey"] = "AQID", ["mimetype"] = "image/jpeg" } }
            : new JsonObject { ["conversation"] = body };
        var info = new JsonObject
        {
            ["key"] = new JsonObject { ["remoteJid"] = _random.Next(2) == 0 ? message.Lid : $"{message.Number}@s.whatsapp.net", ["fromMe"] = message.FromMe, ["id"] = message.Id },
            ["messageTimestamp"] = time,
            ["message"] = content,
        };
        if (status is { } known)
        {
            info["status"] = (int)known;
        }

        _socket.Add(info);
    }

    void AddHistory(Message message, bool isMedia, string body, long time, string status)
    {
        string what = isMedia ? """ "type": "media_placeholder" """ : $""" "type": "text", "text": {Object("body", body)} """;
        string thread = _random.Next(2) == 0 ? $""" "id": "{message.Number}" """ : $$""" "context": {"user_id": "{{message.Bsuid}}"} """;
        _payloads.Add(Webhook.History(
            $$$"""{"from": "{{{(message.FromMe ? Own : message.Number)}}}", "id": "{{{IdOf(message)}}}", "timestamp": "{{{time}}}", {{{what}}}, "history_context": {"status": "{{{status}}}"} }""", thread));
    }

    // It may contradict the message in time and direction, and need not name a chat if it is our own.
    void AddFollowUp(Message message, string body)
    {
        string image = $$""" "id": "{{IdOf(message)}}", "timestamp": "1700000000", "type": "image", "image": {"id": "7", "mime_type": "image/jpeg", "caption": "{{body}}"} """;
        _payloads.Add(Webhook.Of("history", message.FromMe && _random.Next(2) == 0
            ? $$""" "message_echoes": [{"from": "{{Own}}", {{image}} }] """
            : $$""" "messages": [{"from": "{{message.Number}}", {{image}} }] """));
    }

    void AddLive(Message message, string what)
    {
        string address = _random.Next(2) == 0 ? $""" "USER": "{message.Number}" """ : $""" "USER_user_id": "{message.Bsuid}" """;
        _payloads.Add(message.FromMe
            ? Webhook.Of("smb_message_echoes", $$""" "message_echoes": [{"from": "{{Own}}", {{address.Replace("USER", "to", StringComparison.Ordinal)}}, "id": "{{IdOf(message)}}", {{what}} }] """)
            : Webhook.Of("messages", $$""" "messages": [{ {{address.Replace("USER", "from", StringComparison.Ordinal)}}, "id": "{{IdOf(message)}}", {{what}} }] """));
    }

    (bool IsEdited, string Body) AddEdit(Message message, bool isMedia, string body)
    {
        if (isMedia || _random.Next(4) > 0)
        {
            return (false, body);
        }

        string edited = body + ", edited";
        AddLive(message with { Id = message.Id + "E" }, $$$""" "timestamp": "{{{message.Time + 60}}}", "type": "edit", "edit": {"original_message_id": "{{{IdOf(message)}}}", "message": {"type": "text", "text": {{{Object("body", edited)}}} } } """);
        return (true, edited);
    }

    bool AddRevoke(Message message)
    {
        if (_random.Next(5) > 0)
        {
            return false;
        }

        AddLive(message with { Id = message.Id + "R" }, $$""" "timestamp": "{{message.Time + 90}}", "type": "revoke", "revoke": {"original_message_id": "{{IdOf(message)}}"} """);
        return true;
    }

    string AddReaction(Message message)
    {
        if (_random.Next(3) > 0)
        {
            return "";
        }

        bool isOwn = _random.Next(2) == 0;
        AddLive(message with { Id = message.Id + "A", FromMe = isOwn }, $$""" "timestamp": "{{message.Time + 30}}", "type": "reaction", "reaction": {"message_id": "{{IdOf(message)}}", "emoji": "+"} """);
        return isOwn ? "+ me" : "+ other";
    }

    // Of several ids of one message one each time.
    string IdOf(Message message) => _random.Next(3) switch
    {
        0 => WamidText.Of(message.Number, WamidText.Number, message.FromMe, message.Id),
        1 => WamidText.Of(message.Bsuid, WamidText.Bsuid, message.FromMe, message.Id),
        _ => WamidText.Of(message.FromMe ? Own : message.Number, WamidText.Number, message.FromMe, message.Id),
    };

    static string Object(string name, string text) => new JsonObject { [name] = text }.ToJsonString();

    static MessageStatus? Raise(MessageStatus? status, MessageStatus? other) => status is null || other > status ? other : status;

    sealed record Message(string Id, bool FromMe, long Time, string Number, string Bsuid, string Lid);
}
