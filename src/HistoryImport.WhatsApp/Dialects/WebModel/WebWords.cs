namespace HistoryImport.WhatsApp;

/// <summary>The words of a message in WhatsApp Web's model. Which of them are its text depends on its type: <c>body</c> may be a thumbnail.</summary>
struct WebWords
{
    const int ThumbnailLength = 64;

    string? _pollName;
    string? _eventName;
    string? _placeName;
    string? _placeAddress;
    string? _comment;
    string? _cardName;
    string? _title;
    string? _description;
    string? _groupName;
    string? _listText;
    string? _replyText;
    string? _selectedId;

    // Where the body stands. It is made a text at the end, because it may be a thumbnail, or what another place says better.
    (int Start, int Length) _body;

    public string? Body { get; private set; }

    public string? Caption { get; private set; }

    public bool HasPlace { get; private set; }

    public bool IsLive { get; private set; }

    public bool HasCards { get; private set; }

    public readonly bool HasPoll => _pollName is not null;

    /// <summary>Reads the field at hand, which is one of words.</summary>
    public void Read(ref JsonFieldReader reader, int field)
    {
        switch (field)
        {
            case WebFields.Body: FindBody(ref reader); break;
            case WebFields.Caption: Caption = Texts.OrNull(reader.ReadText()) ?? Caption; break;
            case WebFields.PollName: _pollName = Texts.OrNull(reader.ReadText()) ?? _pollName; break;
            case WebFields.Poll: _pollName = WebParts.FirstText(ref reader, WebParts.Name) ?? _pollName; break;
            case WebFields.EventName: _eventName = Texts.OrNull(reader.ReadText()) ?? _eventName; break;
            case WebFields.Place: ReadPlace(reader.ReadText()); break;
            case WebFields.Location: ReadLocation(ref reader); break;
            case WebFields.IsLive: IsLive |= reader.ReadBoolean(); break;
            case WebFields.Comment: _comment = Texts.OrNull(reader.ReadText()) ?? _comment; break;
            case WebFields.CardName: _cardName = Texts.OrNull(reader.ReadText()) ?? _cardName; break;
            case WebFields.Cards: ReadCards(ref reader); break;
            case WebFields.Title: _title = Texts.OrNull(reader.ReadText()) ?? _title; break;
            case WebFields.Description: _description = Texts.OrNull(reader.ReadText()) ?? _description; break;
            case WebFields.GroupName: _groupName = Texts.OrNull(reader.ReadText()) ?? _groupName; break;
            case WebFields.List: _listText = WebParts.FirstText(ref reader, WebParts.Description, WebParts.Title) ?? _listText; break;
            case WebFields.ListResponse: _replyText = WebParts.FirstText(ref reader, WebParts.Title, WebParts.Description) ?? _replyText; break;
            case WebFields.SelectedId: _selectedId = Texts.OrNull(reader.ReadText()) ?? _selectedId; break;
        }
    }

    /// <summary>Makes a text of the body.</summary>
    /// <param name="reader">Stands at the end of the object in which the body is.</param>
    public void ReadBody(ref JsonFieldReader reader)
    {
        if (_body.Length > 0)
        {
            Body = reader.TextAt(_body.Start, _body.Length);
        }
    }

    /// <summary>Forgets the body.</summary>
    public void DropBody() => Body = null;

    /// <summary>Takes from another what this one leaves open.</summary>
    public void Complete(in WebWords other)
    {
        Body ??= other.Body;
        Caption ??= other.Caption;
        HasPlace |= other.HasPlace;
        IsLive |= other.IsLive;
        HasCards |= other.HasCards;
        _pollName ??= other._pollName;
        _eventName ??= other._eventName;
        _placeName ??= other._placeName;
        _placeAddress ??= other._placeAddress;
        _comment ??= other._comment;
        _cardName ??= other._cardName;
        _title ??= other._title;
        _description ??= other._description;
        _groupName ??= other._groupName;
        _listText ??= other._listText;
        _replyText ??= other._replyText;
        _selectedId ??= other._selectedId;
    }

    /// <summary>Gets the text of a message of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="isBodyText">Whether the body is a text even beside media.</param>
    public readonly string? TextOf(MessageKind kind, bool isBodyText) => kind switch
    {
        MessageKind.Text => Body ?? Caption,
        MessageKind.Image or MessageKind.Video or MessageKind.VideoNote or MessageKind.Document => Caption ?? (isBodyText ? Words : null),
        MessageKind.Location => _placeName ?? _placeAddress,
        MessageKind.LiveLocation => Caption ?? _comment,
        MessageKind.Contact => _cardName ?? CardNames.Find(Body),
        MessageKind.Poll => _pollName ?? Words,
        MessageKind.Event => _eventName ?? Words,
        MessageKind.Invite => Caption ?? _comment ?? Words ?? _groupName,
        MessageKind.Interactive => _listText ?? Words ?? Caption ?? _description ?? _title,
        MessageKind.InteractiveReply => Words ?? _replyText ?? _selectedId,
        MessageKind.Commerce => _title ?? Words ?? Caption ?? _description,
        _ => null,
    };

    /// <summary>Gets the body, if it is no thumbnail.</summary>
    public readonly string? Words => IsThumbnail(Body) ? null : Body;

    // JPEG, PNG or WebP in base64. No text has this start and no blank in so many letters.
    static bool IsThumbnail(string? text) =>
        text?.Length >= ThumbnailLength
        && (text.StartsWith("/9j/", StringComparison.Ordinal) || text.StartsWith("iVBORw0KGgo", StringComparison.Ordinal) || text.StartsWith("UklGR", StringComparison.Ordinal))
        && !text.AsSpan(0, ThumbnailLength).ContainsAny(" \r\n\t");

    void FindBody(ref JsonFieldReader reader)
    {
        if (!reader.IsText)
        {
            reader.Skip();
        }
        else if (!reader.Text.IsEmpty)
        {
            _body = (reader.ValueStart + 1, reader.Text.Length);
        }
    }

    // Name and address, a line each.
    void ReadPlace(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        int line = text.IndexOf('\n', StringComparison.Ordinal);
        _placeName ??= Texts.OrNull(line < 0 ? text : text[..line]);
        _placeAddress ??= line < 0 ? null : Texts.OrNull(text[(line + 1)..]);
    }

    void ReadLocation(ref JsonFieldReader reader)
    {
        var place = default(WebPlace);
        if (place.TryRead(ref reader))
        {
            HasPlace = true;
            IsLive |= place.IsLive;
            _placeName ??= place.Name;
            _placeAddress ??= place.Address;
        }
    }

    void ReadCards(ref JsonFieldReader reader)
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            HasCards = true;
            _cardName ??= reader.IsPossibleContent
                ? WebParts.FirstText(ref reader, WebParts.DisplayName, WebParts.Card)
                : CardNames.Find(reader.ReadText());
            reader.Skip();
        }
    }
}
