namespace HistoryImport.WhatsApp;

/// <summary>A chunk of history: <c>{metadata: {phase, chunk_order, progress}, threads: [{id, context, messages}], errors}</c>.</summary>
sealed class WebhookChunkContainer(WebhookPart part, OfficialChange change) : ObjectContainer(part.Walk, part.Parent)
{
    const int Metadata = 1;
    const int Threads = 2;
    const int Errors = 3;

    const int Phase = 1;
    const int ChunkOrder = 2;
    const int Progress = 3;
    const int Code = 4;

    // What the platform says where the business does not share its history.
    const int Declined = 2593109;
    const int LastPhase = 2;

    const string OtherError = "error of history";

    static readonly FieldNames _names = FieldNames.Of(("metadata", Metadata), ("threads", Threads), ("errors", Errors));
    static readonly FieldNames _header = FieldNames.Of(("phase", Phase), ("chunk_order", ChunkOrder), ("progress", Progress), ("code", Code));

    readonly long _start = part.Walk.Window.PayloadPosition;

    public override bool Step(byte next)
    {
        switch (Field)
        {
            case Metadata when next == (byte)'{':
                return Walk.StepValue(ReadHeaders);
            case Errors when next == (byte)'[':
                return Walk.StepValue(ReadHeaders);
            case Threads when next == (byte)'[':
                change.TellAccount(Walk.Set);
                return Walk.Enter(new WebhookList(new WebhookPart(Walk, this), () => new WebhookThreadContainer(new WebhookPart(Walk, this), change)));
            default:
                return Walk.Pass();
        }
    }

    // Chunks tell each how far they are, so each is a set.
    public override void Close()
    {
        if (IsUnknown)
        {
            Walk.AddProblem(new UnknownItems(1, _start));
            return;
        }

        Understand();
        change.HasItems = true;
        change.TellAccount(Walk.Set);
        Walk.State.IsFlushing = true;
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name);

    // The header is an object, the errors are a list of such.
    void ReadHeaders(ref JsonFieldReader reader)
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            ReadHeader(ref reader);
        }
    }

    void ReadError(long? code)
    {
        if (code == Declined)
        {
            Walk.Set.IsDeclined = true;
        }
        else
        {
            Walk.Set.AddWithoutHistory(OtherError);
        }
    }

    void ReadHeader(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_header, out int field))
        {
            switch (field)
            {
                case Phase: Walk.Set.Phase = reader.ReadInteger() is >= 0 and <= LastPhase and var phase ? (int)phase : Walk.Set.Phase; break;
                case ChunkOrder: Walk.Set.ChunkOrder = reader.ReadInteger(); break;
                case Progress: Walk.Set.Progress = HeaderValues.Progress(reader.ReadInteger()); break;
                case Code: ReadError(reader.ReadInteger()); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }
}
